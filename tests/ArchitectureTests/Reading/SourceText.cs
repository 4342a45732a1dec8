using System.Text.RegularExpressions;

namespace AiWebBuilder.ArchitectureTests.Reading;

internal static partial class SourceText
{
    /// <summary>The code alone.</summary>
    public static string WithoutComments(string code) => Comments().Replace(code, " ");

    [GeneratedRegex(@"//[^\n]*|/\*.*?\*/", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Comments();
}
