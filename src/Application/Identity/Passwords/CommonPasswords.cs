using System.Collections.Frozen;
using System.Text;

namespace AiWebBuilder.Application.Identity.Passwords;

/// <summary>The passwords that anybody tries first, one a line in <c>common-passwords.txt</c>: leaked favourites and their variants.</summary>
internal static class CommonPasswords
{
    private static readonly FrozenSet<string> List = Load();

    public static int Count => List.Count;

    public static bool Contains(string password) => List.Contains(password.Normalize(NormalizationForm.FormC));

    private static FrozenSet<string> Load()
    {
        using var file = typeof(CommonPasswords).Assembly.GetManifestResourceStream("common-passwords.txt")!;
        using var reader = new StreamReader(file);
        return reader
            .ReadToEnd()
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }
}
