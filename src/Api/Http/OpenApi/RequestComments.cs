using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using AiWebBuilder.Application;

namespace AiWebBuilder.Api.Http.OpenApi;

/// <summary>
/// What the documentation comments of requests and endpoint methods say, from the XML files that the compiler writes beside
/// the assemblies. An endpoint method bears the name of the request that it sends, which stands in the module or a folder of it.
/// </summary>
internal sealed partial class RequestComments
{
    private readonly Dictionary<string, XElement> members = new(StringComparer.Ordinal);

    public RequestComments()
    {
        foreach (var assembly in new[] { typeof(ApplicationModule).Assembly, typeof(RequestComments).Assembly })
        {
            var file = Path.Combine(AppContext.BaseDirectory, $"{assembly.GetName().Name}.xml");
            if (File.Exists(file))
            {
                foreach (var member in XDocument.Load(file).Descendants("member"))
                {
                    members[NameOf(member)] = member;
                }
            }
        }
    }

    /// <param name="module">As in the namespace: Campaigns.</param>
    /// <param name="type">The endpoint class's full name.</param>
    /// <param name="method">The endpoint method's name.</param>
    /// <returns>Null when nobody wrote a word.</returns>
    public RequestComment? Find(string module, string type, string method)
    {
        var member =
            members.GetValueOrDefault($"M:{type}.{method}")
            ?? members.GetValueOrDefault($"T:AiWebBuilder.Application.{module}.{method}")
            ?? members
                .FirstOrDefault(one =>
                    one.Key.StartsWith($"T:AiWebBuilder.Application.{module}.", StringComparison.Ordinal)
                    && one.Key.EndsWith($".{method}", StringComparison.Ordinal)
                )
                .Value;
        return member?.Element("summary") is { } summary
            ? new RequestComment(
                TextOf(summary),
                member.Element("exception") is { } exception ? TextOf(exception) : null,
                member
                    .Elements("param")
                    .ToDictionary(
                        parameter => parameter.Attribute("name")!.Value,
                        TextOf,
                        StringComparer.OrdinalIgnoreCase
                    )
            )
            : null;
    }

    /// <summary>What stands as <c>summary</c> on a type.</summary>
    public string? SummaryOf(Type type) => MemberOf(type)?.Element("summary") is { } summary ? TextOf(summary) : null;

    /// <summary>The body that stands as <c>example</c> on its type, as JSON.</summary>
    public JsonNode? ExampleOf(Type type) =>
        MemberOf(type)?.Element("example") is { } example ? JsonNode.Parse(example.Value) : null;

    private XElement? MemberOf(Type type) => members.GetValueOrDefault($"T:{type.FullName!.Replace('+', '.')}");

    /// <summary>The member's name without its parameters: an endpoint method has no overloads.</summary>
    private static string NameOf(XElement member) => member.Attribute("name")!.Value.Split('(')[0];

    private static string TextOf(XElement element)
    {
        var text = string.Concat(
            element
                .Nodes()
                .Select(node =>
                    node switch
                    {
                        XElement { Name.LocalName: "c" } code => $"`{code.Value}`",
                        XElement reference => (
                            reference.Attribute("cref")
                            ?? reference.Attribute("name")
                            ?? reference.Attribute("langword")
                        )?.Value.Split('.')[^1]
                            ?? reference.Value,
                        _ => node.ToString(SaveOptions.DisableFormatting),
                    }
                )
        );
        return Spaces().Replace(System.Net.WebUtility.HtmlDecode(text), " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.None, 10_000)]
    private static partial Regex Spaces();
}

/// <param name="Exceptions">The text of <c>exception</c>.</param>
/// <param name="Parameters">Texts by the parameter's name, in any case.</param>
internal sealed record RequestComment(
    string Summary,
    string? Exceptions,
    IReadOnlyDictionary<string, string> Parameters
);
