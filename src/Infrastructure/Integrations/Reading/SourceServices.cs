namespace AiWebBuilder.Infrastructure.Integrations.Reading;

/// <summary>Whose measuring and whose widgets the scripts of a page are.</summary>
internal static class SourceServices
{
    /// <param name="script">The opening tag and the text of a script.</param>
    public static IEnumerable<(ServiceWords Service, string? Id)> In(string script)
    {
        foreach (var service in SourceWords.Services)
        {
            if (service.Signs.Any(sign => script.Contains(sign, StringComparison.OrdinalIgnoreCase)))
            {
                yield return (
                    service,
                    service.Id.Select(before => IdAfter(script, before)).FirstOrDefault(id => id is not null)
                );
            }
        }
    }

    private static string? IdAfter(string script, string before)
    {
        for (
            var at = 0;
            (at = script.IndexOf(before, at, StringComparison.OrdinalIgnoreCase)) >= 0;
            at += before.Length
        )
        {
            var start = before.EndsWith('-') ? at : at + before.Length;
            while (start < script.Length && script[start] == ' ')
            {
                start++;
            }
            if (start < script.Length && script[start] is '\'' or '"')
            {
                start++;
            }
            var end = start;
            while (
                end < script.Length
                && (char.IsAsciiLetterOrDigit(script[end]) || script[end] is '-' or '_' or '.')
                && end - start < 64
            )
            {
                end++;
            }
            if (
                end - start > (before.EndsWith('-') ? before.Length + 3 : 0)
                && (!before.EndsWith('-') || start == 0 || !char.IsAsciiLetterOrDigit(script[start - 1]))
            )
            {
                return script[start..end];
            }
        }
        return null;
    }
}
