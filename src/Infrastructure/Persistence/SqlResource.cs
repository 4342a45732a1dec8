namespace AiWebBuilder.Infrastructure.Persistence;

/// <summary>The SQL files of <c>Persistence/Sql</c>, which travel inside the assembly.</summary>
internal static class SqlResource
{
    public static string Read(string file)
    {
        using var stream =
            typeof(SqlResource).Assembly.GetManifestResourceStream(
                $"AiWebBuilder.Infrastructure.Persistence.Sql.{file}"
            ) ?? throw new FileNotFoundException($"No SQL file {file} in this assembly.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
