namespace AiWebBuilder.Infrastructure.Integrations.Imports;

/// <summary>What a host asks programs not to read (RFC 9309).</summary>
internal sealed class Robots
{
    private const string Agent = "aiwebbuilder";
    private const int MostLines = 5_000;

    private readonly List<(string Path, bool Allow)> rules;

    private Robots(List<(string Path, bool Allow)> rules, IReadOnlyList<string> sitemaps) =>
        (this.rules, Sitemaps) = (rules, sitemaps);

    public static Robots All { get; } = new([], []);

    public static Robots Nothing { get; } = new([("/", false)], []);

    public IReadOnlyList<string> Sitemaps { get; }

    public static Robots Read(string text)
    {
        List<(string, bool)> own = [],
            everybody = [];
        List<string> sitemaps = [];
        var (isOwn, isEverybody, inRules, named) = (false, false, false, false);
        foreach (var line in text.Split('\n').Take(MostLines))
        {
            var plain = line.Split('#')[0];
            var colon = plain.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }
            var (name, value) = (plain[..colon].Trim().ToLowerInvariant(), plain[(colon + 1)..].Trim());
            switch (name)
            {
                case "user-agent":
                    if (inRules)
                    {
                        (isOwn, isEverybody, inRules) = (false, false, false);
                    }
                    isOwn |= value.Equals(Agent, StringComparison.OrdinalIgnoreCase);
                    isEverybody |= value == "*";
                    named |= isOwn;
                    break;
                case "allow" or "disallow":
                    inRules = true;
                    if (value.Length > 0)
                    {
                        if (isOwn)
                        {
                            own.Add((value, name == "allow"));
                        }
                        if (isEverybody)
                        {
                            everybody.Add((value, name == "allow"));
                        }
                    }
                    break;
                case "sitemap":
                    sitemaps.Add(value);
                    break;
            }
        }
        return new Robots(named ? own : everybody, sitemaps);
    }

    /// <summary>The longest rule that fits holds; of two the one that allows.</summary>
    public bool Allows(Uri address) =>
        rules
            .Where(rule => Fits(rule.Path, address.PathAndQuery))
            .OrderByDescending(rule => rule.Path.Length)
            .ThenByDescending(rule => rule.Allow)
            .FirstOrDefault((Path: "", Allow: true))
            .Allow;

    // "*" is anything, and "$" at the end is the end; each part is looked for from where the one before it ended.
    private static bool Fits(string rule, string path)
    {
        var isWhole = rule.EndsWith('$');
        var parts = (isWhole ? rule[..^1] : rule).Split('*');
        if (!path.StartsWith(parts[0], StringComparison.Ordinal))
        {
            return false;
        }
        var at = parts[0].Length;
        foreach (var part in parts.Skip(1))
        {
            var found = path.IndexOf(part, at, StringComparison.Ordinal);
            if (found < 0)
            {
                return false;
            }
            at = found + part.Length;
        }
        return !isWhole
            || at == path.Length
            || (parts.Length > 1 && path.EndsWith(parts[^1], StringComparison.Ordinal));
    }
}
