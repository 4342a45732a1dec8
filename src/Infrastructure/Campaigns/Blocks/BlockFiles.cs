using System.Globalization;
using System.Text.Json.Nodes;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>The files below <c>Library/</c>, which are embedded resources.</summary>
internal sealed class BlockFiles
{
    private const string Root = "blocks/";

    private readonly IReadOnlyDictionary<string, string> texts;

    public BlockFiles(IReadOnlyDictionary<string, string> texts) => this.texts = texts;

    /// <summary>The folders that hold a block.</summary>
    public IEnumerable<string> Kinds =>
        texts
            .Keys.Where(path => path.EndsWith("/schema.json", StringComparison.Ordinal))
            .Select(path => path.Split('/')[0]);

    public static BlockFiles Read() => new(Texts());

    public static Dictionary<string, string> Texts()
    {
        var assembly = typeof(BlockFiles).Assembly;
        return assembly
            .GetManifestResourceNames()
            .Where(name => name.StartsWith(Root, StringComparison.Ordinal))
            .ToDictionary(
                // The build writes the separator of the machine that it runs on.
                name => name[Root.Length..].Replace('\\', '/'),
                name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    return reader.ReadToEnd();
                },
                StringComparer.Ordinal
            );
    }

    public string Text(string path) =>
        texts.GetValueOrDefault(path) ?? throw new InvalidOperationException($"The block library has no file {path}.");

    public JsonObject Parse(string path) => JsonNode.Parse(Text(path))!.AsObject();

    /// <summary>What leads from each version of a block to the next, the oldest first.</summary>
    public IReadOnlyList<JsonArray> Steps(string kind, int version) =>
        [
            .. Enumerable
                .Range(1, version - 1)
                .Select(step =>
                    JsonNode
                        .Parse(Text(string.Create(CultureInfo.InvariantCulture, $"{kind}/steps/{step}.json")))!
                        .AsArray()
                ),
        ];

    /// <summary>The samples of a block, by name; the one called <c>default</c> first.</summary>
    public IEnumerable<KeyValuePair<string, JsonObject>> Samples(string kind) =>
        Below($"{kind}/samples/")
            .OrderBy(name => name != "default")
            .ThenBy(name => name, StringComparer.Ordinal)
            .Select(name => KeyValuePair.Create(name, Parse($"{kind}/samples/{name}.json")));

    /// <summary>The names, without their extension, of the files in a folder.</summary>
    public IEnumerable<string> Below(string folder) =>
        texts
            .Keys.Where(path => path.StartsWith(folder, StringComparison.Ordinal))
            .Select(path => Path.GetFileNameWithoutExtension(path));
}
