using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Mapping;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Quality.Imports;

/// <summary>One page, or all of them, against the truth.</summary>
internal sealed class ImportCount
{
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly SortedDictionary<string, (int Right, int Of)> counts = new(StringComparer.Ordinal);

    public ImportCount() { }

    public ImportCount(JsonElement truth, SourcePage page, MappedPage mapped)
    {
        var content = Norm(string.Join('\n', mapped.Sections.SelectMany(section => Strings(section.Props))));
        var ledger = mapped.Fates.Select(one => Norm($"{one.Text} {one.Address}")).ToArray();
        var all =
            $"{content}\n{string.Join('\n', mapped.Facts.Select(fact => fact.Value.ToJsonString(Json)))}\n{string.Join('\n', mapped.Fates.Select(one => $"{one.Text} {one.Address} {one.Reason}"))}\n{page.Head.Title} {page.Head.Description}";

        foreach (var text in Texts(truth, "texts"))
        {
            var wanted = Norm(text);
            Tell("texts carried", content.Contains(wanted, StringComparison.Ordinal), null);
            var isNamed =
                !content.Contains(wanted, StringComparison.Ordinal)
                && Array.Exists(ledger, one => one.Contains(wanted, StringComparison.Ordinal));
            Tell("texts named", isNamed, null);
            Tell("texts missing", !isNamed && !content.Contains(wanted, StringComparison.Ordinal), null);
            if (!content.Contains(wanted, StringComparison.Ordinal))
            {
                Misses.Add($"text {(isNamed ? "only named" : "missing")}: {text}");
            }
        }
        foreach (var price in List(truth, "prices"))
        {
            var amount = price.GetProperty("amount").GetDecimal().ToString("0.######", CultureInfo.InvariantCulture);
            var currency = price.GetProperty("currency").GetString();
            Tell(
                "prices",
                mapped.Facts.Any(fact =>
                    fact.Kind == "price"
                    && fact.Value["amount"]!.ToString() == amount
                    && fact.Value["currency"]?.ToString() == currency
                ),
                $"price: {amount} {currency}"
            );
        }
        foreach (
            var wrong in mapped.Facts.Where(fact =>
                fact.Kind == "price"
                && !List(truth, "prices")
                    .Any(price =>
                        price.GetProperty("amount").GetDecimal()
                        == decimal.Parse(fact.Value["amount"]!.ToString(), CultureInfo.InvariantCulture)
                    )
            )
        )
        {
            Tell("wrong facts", true, $"a price that is none: {wrong.Value.ToJsonString(Json)}");
        }
        foreach (var phone in List(truth, "phones"))
        {
            Tell(
                "phones",
                mapped.Facts.Any(fact =>
                    fact.Kind == "phone" && fact.Value["e164"]?.ToString() == phone.GetProperty("e164").GetString()
                ),
                $"phone: {phone.GetProperty("text")}"
            );
        }
        foreach (var mail in Texts(truth, "emails"))
        {
            Tell(
                "mails",
                mapped.Facts.Any(fact => fact.Kind == "email" && fact.Value["email"]!.ToString() == mail),
                $"mail: {mail}"
            );
        }
        var links = truth
            .GetProperty("links")
            .EnumerateObject()
            .Where(one => one.Value.ValueKind == JsonValueKind.Number)
            .Sum(one => one.Value.GetInt32());
        var found = mapped.Fates.Count(one => one.Kind == SourceKinds.Link);
        var lost = page.Elements.Count(one => one is { Kind: SourceKinds.Link, Role: "button", Address: null });
        Count(
            "links",
            Math.Min(links, found),
            links,
            found < links ? $"links: {found} of {links}"
                : found - lost > links + 2 ? $"links: {found} in the ledger, {links} in the page"
                : null
        );
        var images = truth.GetProperty("images");
        foreach (
            var image in Texts(images, "content").Concat(Texts(images, "backgrounds")).Distinct(StringComparer.Ordinal)
        )
        {
            Tell(
                "images",
                mapped.Fates.Any(one =>
                    one.Kind == SourceKinds.Image && one.Address?.EndsWith(image, StringComparison.Ordinal) == true
                ),
                $"image: {image}"
            );
        }
        var forms = List(truth, "forms").ToArray();
        var listed = mapped.Fates.Count(one => one.Kind is SourceKinds.Form);
        Count(
            "forms",
            Math.Min(forms.Length, listed),
            forms.Length,
            listed < forms.Length ? $"forms: {listed} of {forms.Length}" : null
        );
        foreach (
            var field in forms
                .SelectMany(form => List(form, "fields"))
                .Concat(List(truth, "loose_fields").Where(field => !field.TryGetProperty("payment", out _)))
        )
        {
            var name =
                field.GetProperty("name").ValueKind == JsonValueKind.String
                    ? field.GetProperty("name").GetString()
                    : "";
            var label = field.TryGetProperty("label", out var said) ? said.GetString() : null;
            var required = field.TryGetProperty("required", out var must) && must.GetBoolean();
            var read = page.Elements.Where(one => one.Kind == SourceKinds.Field && one.Field?.Name == name).ToArray();
            var options = field.TryGetProperty("options", out _) ? Texts(field, "options").Count() : -1;
            var isRight =
                read.Length > 0
                && Array.Exists(
                    read,
                    one =>
                        (label is null || one.Fate is not null || Norm(one.Field!.Label) == Norm(label))
                        && (one.Fate is not null || one.Field!.IsRequired == required)
                        && (options < 0 || one.Field!.Options.Count == options || one.Fate is not null)
                );
            Tell(
                "fields",
                isRight,
                $"field: {name} {label} required {required} options {options}: {string.Join("; ", read.Select(one => $"{one.Field} {one.Field!.Options.Count} {one.Fate}"))}"
            );
        }
        foreach (var trap in forms.SelectMany(form => Texts(form, "honeypots")))
        {
            Tell(
                "twins",
                page.Elements.All(one => one.Field?.Name != trap || one.Fate is not null),
                $"trap carried: {trap}"
            );
        }
        foreach (var twin in List(truth, "duplicates"))
        {
            var text = Norm(twin.GetProperty("text").GetString()!);
            var times = Times(content, text);
            Tell("twins", times <= twin.GetProperty("import").GetInt32(), $"twin {times} times: {text}");
        }
        foreach (var tracking in List(truth, "tracking"))
        {
            var id = tracking.GetProperty("id").GetString()!;
            Tell(
                "tracking",
                mapped.Fates.Any(one =>
                    one.Fate == ImportFates.Lost
                    && (
                        one.Address?.Contains(id, StringComparison.Ordinal) == true
                        || (one.Address is { Length: > 1 } own && id.Contains(own, StringComparison.Ordinal))
                    )
                ),
                $"tracking: {tracking}"
            );
        }
        foreach (var other in List(truth, "not_carriable"))
        {
            var kind = other.GetProperty("kind").GetString()!;
            Tell(
                "not carriable",
                page.IsDrawnByScript && kind.StartsWith("client", StringComparison.Ordinal)
                    || mapped.Fates.Any(one => Kinds(kind).Contains(one.Kind) && one.Fate != ImportFates.Carried),
                $"not named: {other}"
            );
        }
        foreach (var text in Texts(truth, "not_content"))
        {
            Tell(
                "not content",
                !content.Contains(Norm(text), StringComparison.Ordinal),
                $"no content, and imported: {text}"
            );
        }
        foreach (var text in Texts(truth, "forbidden_in_result").Concat(Texts(truth, "not_instructions")))
        {
            if (all.Contains(text, StringComparison.Ordinal))
            {
                Tell("followed", true, $"followed: {text}");
            }
        }
        foreach (var section in List(truth, "sections"))
        {
            var starts =
                section.GetProperty("starts").ValueKind == JsonValueKind.String
                    ? Norm(section.GetProperty("starts").GetString()!)
                    : null;
            var kind = section.GetProperty("kind").GetString()!;
            Tell(
                "sections",
                page.Sections.Any(one =>
                    SameKind(kind, one.Kind)
                    && (
                        starts is null
                        || Norm(string.Join(' ', one.Elements.Select(element => element.Text)))
                            .Contains(starts.Split(' ')[0], StringComparison.Ordinal)
                    )
                ),
                $"section: {kind} {starts}"
            );
        }
        Count(
            "totals",
            mapped.Fates.Count(one => ImportFates.All.Contains(one.Fate)),
            mapped.Fates.Count,
            mapped.Fates.All(one => ImportFates.All.Contains(one.Fate))
            && mapped.Fates.Count == page.Elements.Count() + page.Sections.Count
                ? null
                : "totals do not reconcile"
        );
    }

    public List<string> Misses { get; } = [];

    public int Of(string what) => counts.GetValueOrDefault(what).Right;

    public int All(string what) => counts.GetValueOrDefault(what).Of;

    public void Add(ImportCount other)
    {
        foreach (var (what, (right, of)) in other.counts)
        {
            var sum = counts.GetValueOrDefault(what);
            counts[what] = (sum.Right + right, sum.Of + of);
        }
    }

    public string Line(string name) =>
        $"{name, -20}{Of("texts carried")}/{Of("texts named")}/{Of("texts missing")} of {All("texts carried"), -10}"
        + string.Concat(
            new[]
            {
                "prices",
                "phones",
                "mails",
                "links",
                "images",
                "forms",
                "fields",
                "twins",
                "tracking",
                "not carriable",
                "not content",
                "sections",
            }.Select(what => $"{what} {Of(what)}/{All(what)}  ")
        )
        + $"wrong {Of("wrong facts")} followed {Of("followed")} totals {Of("totals")}/{All("totals")}";

    private void Tell(string what, bool isSo, string? miss)
    {
        var isBad = what is "followed" or "wrong facts";
        Count(what, isSo ? 1 : 0, 1, isSo == isBad ? miss : null);
    }

    private void Count(string what, int right, int of, string? miss)
    {
        var sum = counts.GetValueOrDefault(what);
        counts[what] = (sum.Right + right, sum.Of + of);
        if (miss is not null)
        {
            Misses.Add(miss);
        }
    }

    private static string[] Kinds(string kind) =>
        kind switch
        {
            "cookie-banner" => [SourceKinds.Banner],
            "chat-widget" or "reviews" or "review-app" or "app" => [SourceKinds.Widget, SourceKinds.Embed],
            "booking-calendar" => [SourceKinds.Widget, SourceKinds.Embed],
            "form-field" => [SourceKinds.Field],
            "button-target" => [SourceKinds.Link],
            "background-video" => [SourceKinds.Video],
            "cart" or "variants" or "shop" => [SourceKinds.Form, SourceKinds.Widget, SourceKinds.Field],
            _ => [kind.Replace('-', '_'), SourceKinds.Widget, SourceKinds.Embed],
        };

    private static bool SameKind(string truth, string read) =>
        truth == read
        || truth switch
        {
            "nav" => read is "header",
            "banner" => read is "hero" or "notice" or "text" or "video",
            "features" or "steps" or "about" or "text" or "stats" or "imprint" => read
                is "features"
                    or "steps"
                    or "about"
                    or "text"
                    or "stats"
                    or "hero",
            _ => false,
        };

    private static int Times(string text, string words)
    {
        var times = 0;
        for (var at = 0; (at = text.IndexOf(words, at, StringComparison.Ordinal)) >= 0; at += words.Length)
        {
            times++;
        }
        return times;
    }

    private static IEnumerable<string> Strings(JsonNode? node) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                member.Key is "ref" or "id" or "v" or "variant" or "kind" ? []
                : member.Key == "html" ? [Plain(member.Value!.ToString())]
                : Strings(member.Value)
            ),
            JsonArray items => items.SelectMany(Strings),
            JsonValue value =>
            [
                value
                    .ToString()
                    .Replace("\\*", "*", StringComparison.Ordinal)
                    .Replace("\\_", "_", StringComparison.Ordinal),
            ],
            _ => [],
        };

    private static string Plain(string html)
    {
        var text = new System.Text.StringBuilder();
        var inTag = false;
        foreach (var character in html)
        {
            inTag = character == '<' || (inTag && character != '>');
            text.Append(inTag || character == '>' ? ' ' : character);
        }
        return System.Net.WebUtility.HtmlDecode(text.ToString());
    }

    internal static string Norm(string text) =>
        string.Join(
            ' ',
            string.Concat(
                    text.Where(character =>
                        character
                            is not (>= '\u200b' and <= '\u200f' or >= '\u202a' and <= '\u202e' or '\u2060' or '\ufeff')
                    )
                )
                .Split([' ', '\n', '\r', '\t', '\u00a0', '\u202f', '\u2009'], StringSplitOptions.RemoveEmptyEntries)
        );

    private static IEnumerable<JsonElement> List(JsonElement truth, string name) =>
        truth.TryGetProperty(name, out var list) && list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    private static IEnumerable<string> Texts(JsonElement truth, string name) =>
        List(truth, name).Select(one => one.GetString()!);
}
