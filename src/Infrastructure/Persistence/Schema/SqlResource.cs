namespace AiWebBuilder.Infrastructure.Persistence.Schema;

/// <summary>The SQL files of <c>Persistence/Sql</c>, which travel inside the assembly.</summary>
internal static class SqlResource
{
    private const string Root = "Sql/";

    /// <summary>Their paths below <c>Persistence/Sql</c>, in the order of their names.</summary>
    public static IReadOnlyList<string> Paths { get; } =
    [
        .. typeof(SqlResource)
            .Assembly.GetManifestResourceNames()
            .Select(name => name.Replace('\\', '/'))
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .Select(name => name[Root.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <param name="path">Below <c>Persistence/Sql</c>: <c>functions/AiUsage/ai_end.sql</c>.</param>
    public static string Read(string path)
    {
        var assembly = typeof(SqlResource).Assembly;
        // Built on Windows, the folders of a resource are separated as they are there.
        using var stream =
            assembly.GetManifestResourceStream(Root + path)
            ?? assembly.GetManifestResourceStream(Root + path.Replace('/', '\\'))
            ?? throw new FileNotFoundException($"No SQL file {path} in this assembly.");
        using var reader = new StreamReader(stream);
        // A checkout that turned the ends of lines must not give functions another text, nor files another checksum.
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
