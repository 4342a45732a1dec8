using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Pages;
using AiWebBuilder.Infrastructure.Campaigns.Blocks.Printing;
using Fluid.Values;

namespace AiWebBuilder.Infrastructure.Campaigns.Blocks;

/// <summary>
/// What a template sees of props: every member of the schema is there, a reference has become an address, a fact its printed words,
/// marked-up text safe HTML. Templates thus know no ids, and a member that is missing is a slip of the template's.
/// </summary>
internal sealed class BlockModel(BlockSchema schema, FactPrinter facts, BlockPage page)
{
    private readonly StringBuilder css = new();

    /// <summary>The rules that props themselves brought; known after <see cref="Of"/>.</summary>
    public string Css => css.ToString();

    public Dictionary<string, object?> Of(JsonObject props) => Members(schema.Served, props);

    private Dictionary<string, object?> Members(JsonObject resolved, JsonObject? value)
    {
        Dictionary<string, object?> members = new(StringComparer.Ordinal);
        foreach (var (name, member) in resolved["properties"]!.AsObject())
        {
            members[name] = Value(member!, value?[name]);
        }
        return members;
    }

    private object? Value(JsonNode declared, JsonNode? value)
    {
        var resolved = schema.Resolve(declared);
        if (value is null)
        {
            // Defaults are written into props when they are made; those of an older version are read with today's.
            return resolved["default"] is JsonValue usual ? Plain(usual) : null;
        }
        return (resolved["format"]?.GetValue<string>(), value) switch
        {
            ("link", JsonObject link) => Link(link),
            ("image", JsonObject image) => Image(image),
            ("fact", JsonValue id) => page.Facts.GetValueOrDefault(id.GetValue<string>()) is { } fact
                ? facts.Print(fact)
                : null,
            ("file", JsonObject file) => File(file),
            ("html", JsonValue code) => Custom(code.GetValue<string>()),
            ("css", JsonValue code) => Keep(code.GetValue<string>()),
            ("markdown-inline", JsonValue text) => Markup(InlineMarkup.Line(text.GetValue<string>())),
            ("markdown", JsonValue text) => Markup(InlineMarkup.Body(text.GetValue<string>())),
            (_, JsonObject members) => Members(resolved, members),
            (_, JsonArray items) => items
                .Select(item => Value(resolved["items"]!, item))
                .Where(item => item is not null)
                .ToList(),
            (_, JsonValue plain) => Plain(plain),
            _ => null,
        };
    }

    private Dictionary<string, object?>? Link(JsonObject link)
    {
        var target = new BlockLink(Text(link, "to"), Text(link, "ref"));
        var address = target.To switch
        {
            "url" => target.IsSafe ? target.Ref : null,
            "fact" => page.Facts.TryGetValue(target.Ref, out var fact) ? facts.Print(fact)?["href"] as string : null,
            _ => page.Resolve(target),
        };
        return address is null
            ? null
            : new(StringComparer.Ordinal)
            {
                ["href"] = address,
                ["label"] = Text(link, "label"),
                ["external"] = target.To == "url",
                ["host"] = target.To == "url" ? new Uri(address).Host : null,
                ["current"] = target.To == "page" && target.Ref == page.Key,
            };
    }

    private Dictionary<string, object?>? Image(JsonObject image)
    {
        return page.Image(Text(image, "id")) is { } found
            ? new(StringComparer.Ordinal)
            {
                ["src"] = found.Src,
                ["width"] = found.Width,
                ["height"] = found.Height,
                ["alt"] = image["alt"]?.GetValue<string>() ?? "",
                ["full"] = found.Full,
                // What stays in sight where the picture is cut to fit, as CSS's object-position has it.
                ["focus"] =
                    image["focalX"] is null && image["focalY"] is null
                        ? null
                        : $"{Percent("focalX")} {Percent("focalY")}",
            }
            : null;

        string Percent(string name) =>
            string.Create(CultureInfo.InvariantCulture, $"{(image[name]?.GetValue<double>() ?? 0.5) * 100:0.##}%");
    }

    // Of a newer version it may be missing.
    private static string Text(JsonObject members, string name) => members[name]?.GetValue<string>() ?? "";

    private Dictionary<string, object?>? File(JsonObject file) =>
        page.File(Text(file, "id")) is { } found
            ? new(StringComparer.Ordinal)
            {
                ["href"] = found.Href,
                ["name"] = found.Name,
                ["type"] = found.Type,
                ["length"] = facts.Size(found.Bytes),
            }
            : null;

    private StringValue Custom(string code)
    {
        var (html, styles) = CustomMarkup.Clean(code);
        Keep(styles);
        return Markup(
            html.Replace("{", "&#123;", StringComparison.Ordinal).Replace("}", "&#125;", StringComparison.Ordinal)
        );
    }

    private string? Keep(string rules)
    {
        css.Append(CustomMarkup.Scoped($"#{page.Anchor}-custom", rules));
        return null;
    }

    private static object? Plain(JsonValue value) =>
        value.GetValueKind() switch
        {
            JsonValueKind.String => value.GetValue<string>(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number => decimal.Parse(
                value.ToJsonString(),
                NumberStyles.Float,
                CultureInfo.InvariantCulture
            ),
            _ => null,
        };

    private static StringValue Markup(string html) => new(html, encode: false);
}
