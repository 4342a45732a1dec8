namespace AiWebBuilder.Application.Campaigns.Exports;

/// <summary>Names of files from keys of pages.</summary>
internal static class ExportNames
{
    private static readonly string[] Reserved = ["con", "prn", "aux", "nul"];

    /// <summary>
    /// Each key as a name that every file system takes and that leads nowhere else: keys are checked when they are made, but an
    /// export must not depend on that. Two keys never share a name.
    /// </summary>
    public static IReadOnlyDictionary<string, string> For(IEnumerable<string> keys)
    {
        Dictionary<string, string> names = new(StringComparer.Ordinal);
        HashSet<string> taken = new(StringComparer.OrdinalIgnoreCase);
        foreach (var key in keys)
        {
            var letters = key.ToLowerInvariant()
                .Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-')
                .Take(100);
            var name = string.Concat(letters).Trim('-');
            if (name.Length == 0 || Reserved.Contains(name) || name is ['c', 'o', 'm', _] or ['l', 'p', 't', _])
            {
                name = name.Length == 0 ? "page" : $"page-{name}";
            }
            var free = name;
            for (var number = 2; !taken.Add(free); number++)
            {
                free = $"{name}-{number}";
            }
            names[key] = free;
        }
        return names;
    }
}
