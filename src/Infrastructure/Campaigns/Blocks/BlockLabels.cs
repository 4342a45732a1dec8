using System.Globalization;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>The words that templates themselves write, in one language: <c>Library/labels/*.json</c>.</summary>
internal sealed class BlockLabels(string language, JsonObject texts)
{
    /// <summary>By name, for templates.</summary>
    public IReadOnlyDictionary<string, string> Texts { get; } =
        texts.ToDictionary(one => one.Key, one => one.Value!.GetValue<string>(), StringComparer.Ordinal);

    public string this[string name] =>
        Texts.GetValueOrDefault(name)
        ?? throw new InvalidOperationException($"The labels of '{language}' have no '{name}'.");

    /// <summary>A label with a gap for one word.</summary>
    public string Around(string name, string word) => string.Format(CultureInfo.InvariantCulture, this[name], word);

    /// <summary>What several cost together: "3 for $15".</summary>
    public string Bundle(string quantity, string price) =>
        string.Format(CultureInfo.InvariantCulture, this["bundle"], quantity, price);

    /// <summary>A word of the pack, else the owner's own.</summary>
    public string OrOwn(string name, string own) => Texts.GetValueOrDefault(name) ?? own;
}
