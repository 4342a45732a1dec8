using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

internal sealed partial class PageMapper
{
    private static Draft Header(SourceElement[] open, Work work)
    {
        var draft = new Draft("header", "Header");
        draft.Props["name"] = work.Owner;
        JsonArray links = [];
        foreach (var one in open)
        {
            if (one.Kind == SourceKinds.Image)
            {
                draft.Put(one, "/name");
                draft.Changed[one.Id] = "The name stands there in letters.";
            }
            else if (one.Kind == SourceKinds.Link && links.Count < 6 && work.Link(one) is { } link)
            {
                if (
                    link["to"]!.ToString() == "fact"
                    && !draft.Props.ContainsKey("phone")
                    && one.Address!.StartsWith("tel:", StringComparison.Ordinal)
                    && Texts.Length(one.Text) < 20
                )
                {
                    draft.Props["phone"] = link["ref"]!.DeepClone();
                    draft.Put(one, "/phone");
                    continue;
                }
                draft.Put(one, string.Create(CultureInfo.InvariantCulture, $"/links/{links.Count}"));
                links.Add(link);
            }
            else if (one.Text == work.Owner || (one.Kind == SourceKinds.Link && one.Text.Length == 0))
            {
                draft.Put(one, "/name");
            }
        }
        if (links.Count > 0)
        {
            draft.Props["links"] = links;
        }
        return draft;
    }

    private static Draft Footer(SourceElement[] open, Work work)
    {
        var draft = new Draft("footer", "Footer");
        draft.Props["name"] = work.Owner;
        JsonArray links = [];
        List<string> text = [];
        JsonArray facts = [];
        foreach (var fact in new[] { "address", "phone", "email", "hours" }.SelectMany(work.FactsOf).Take(6))
        {
            facts.Add(fact.Id);
        }
        foreach (var one in open)
        {
            if (
                one.Kind == SourceKinds.Link
                && work.FactOf(one) is { } said
                && facts.Any(fact => fact!.ToString() == said.Id)
            )
            {
                draft.Put(one, "/facts");
            }
            else if (one.Kind == SourceKinds.Link && links.Count < 8 && work.Link(one) is { } link)
            {
                draft.Put(one, string.Create(CultureInfo.InvariantCulture, $"/links/{links.Count}"));
                links.Add(link);
            }
            else if (
                one.Kind == SourceKinds.Link
                && one.Text.Length == 0
                && one.Address is { } address
                && Uri.TryCreate(address, UriKind.Absolute, out var uri)
                && links.Count < 8
                && address.Length <= 500
                && uri.Scheme is "https" or "http"
                && uri.Host != SourcePage.Nowhere
            )
            {
                // An icon: what it leads to is its name.
                draft.Put(one, string.Create(CultureInfo.InvariantCulture, $"/links/{links.Count}"));
                draft.Changed[one.Id] = "The icon stands there as a word.";
                var host = uri.Host.Replace("www.", "", StringComparison.Ordinal);
                links.Add(
                    new JsonObject
                    {
                        ["to"] = "url",
                        ["ref"] = $"https{address[address.IndexOf(':', StringComparison.Ordinal)..]}",
                        ["label"] = host.Length > 28 ? host[..28] : host,
                    }
                );
            }
            else if (
                one.Kind is SourceKinds.Text or SourceKinds.ListItem or SourceKinds.Heading
                && Texts.IsWithin(string.Join(" · ", text.Append(one.Text)), 160)
            )
            {
                text.Add(one.Text);
                draft.Put(one, "/text");
            }
            else if (one.Kind == SourceKinds.Image && one.Role == "logo")
            {
                draft.Put(one, "/name");
                draft.Changed[one.Id] = "The name stands there in letters.";
            }
        }
        Set(draft, "links", links);
        Set(draft, "facts", facts);
        if (text.Count > 0)
        {
            draft.Props["text"] = string.Join(" · ", text);
        }
        return draft;
    }

    private static Draft? Notice(SourceElement[] open, Work work)
    {
        var draft = new Draft("notice", Name(open));
        var texts = open.Where(one => one.Kind != SourceKinds.Link && one.Text.Length > 0).ToArray();
        if (texts.Length == 0)
        {
            return null;
        }
        draft.Props["heading"] = texts[0].Text;
        draft.Put(texts[0], "/heading");
        if (texts.Length > 1)
        {
            draft.Props["text"] = Texts.Escaped(texts[1].Text);
            draft.Put(texts[1], "/text");
        }
        if (open.FirstOrDefault(one => one.Kind == SourceKinds.Link && work.Link(one) is not null) is { } link)
        {
            draft.Props["link"] = work.Link(link);
            draft.Put(link, "/link");
        }
        return draft;
    }

    private static Draft? Hero(SourceElement[] open, Work work)
    {
        var draft = new Draft("hero", "Hero");
        var heading =
            open.FirstOrDefault(one => one is { Kind: SourceKinds.Heading, Level: 1 })
            ?? open.FirstOrDefault(one => one.Kind == SourceKinds.Heading)
            ?? open.FirstOrDefault(one => one.Kind == SourceKinds.Text);
        if (heading is null || !Texts.IsWithin(heading.Text, 60))
        {
            return null;
        }
        draft.Props["heading"] = heading.Text;
        draft.Put(heading, "/heading");
        List<SourceElement> lead = [];
        foreach (var one in open.Where(one => one != heading))
        {
            switch (one.Kind)
            {
                case SourceKinds.Text
                or SourceKinds.Heading
                    when one.Parent == 0
                        && Array.IndexOf(open, one) < Array.IndexOf(open, heading)
                        && !draft.Props.ContainsKey("eyebrow")
                        && Texts.IsWithin(one.Text, 30):
                    draft.Props["eyebrow"] = one.Text;
                    draft.Put(one, "/eyebrow");
                    break;
                case SourceKinds.Text
                or SourceKinds.Heading
                    when one.Parent == 0
                        && Texts.IsWithin(string.Join(' ', lead.Append(one).Select(text => text.Text)), 220):
                    lead.Add(one);
                    draft.Put(one, "/lead");
                    break;
                case SourceKinds.Image
                    when !draft.Props.ContainsKey("image") && one.Role != "logo" && work.Picture(one) is { } id:
                    draft.Props["image"] = Image(id, one);
                    draft.Put(one, "/image");
                    break;
                case SourceKinds.Link
                    when one.Parent == 0 && !draft.Props.ContainsKey("link2") && work.Link(one) is { } link:
                    var name = draft.Props.ContainsKey("link") ? "link2" : "link";
                    draft.Props[name] = link;
                    draft.Put(one, $"/{name}");
                    break;
            }
        }
        if (lead.Count > 0)
        {
            draft.Props["lead"] = Texts.Escaped(string.Join(' ', lead.Select(one => one.Text)));
        }
        return draft;
    }

    private static Draft? Story(SourceElement[] open, Work work)
    {
        var draft = new Draft("story", Name(open));
        var heading = Intro(open, draft);
        if (heading is null)
        {
            return null;
        }
        var body = new System.Text.StringBuilder();
        SourceElement? before = null;
        foreach (
            var one in open.Where(one =>
                one.Parent == 0
                && one.Kind is SourceKinds.Text or SourceKinds.ListItem
                && !draft.Placed.ContainsKey(one.Id)
            )
        )
        {
            var line =
                $"{(body.Length == 0 ? "" : one.Kind == SourceKinds.ListItem && before?.Kind == SourceKinds.ListItem ? "\n" : "\n\n")}{(one.Kind == SourceKinds.ListItem ? "- " : "")}{Texts.Escaped(one.Text)}";
            // What does not fit whole stands below as it is: half a text is none.
            if (body.Length + line.Length > 880)
            {
                return null;
            }
            body.Append(line);
            draft.Put(one, "/body");
            before = one;
        }
        if (body.Length == 0)
        {
            return null;
        }
        draft.Props["body"] = body.ToString();
        if (open.FirstOrDefault(one => one.Kind == SourceKinds.Image && work.Picture(one) is not null) is { } image)
        {
            draft.Props["image"] = Image(work.Picture(image)!.Value, image);
            draft.Props["variant"] = "image";
            draft.Put(image, "/image");
        }
        // Headings and buttons have no place in a story: what has them stands as it is.
        return open.Any(one => one.Parent == 0 && one.Kind is SourceKinds.Heading && one != heading) ? null : draft;
    }

    private static Draft? Place(SourceElement[] open, Work work)
    {
        if (work.FactsOf("address").FirstOrDefault() is not { } address)
        {
            return null;
        }
        var draft = new Draft("place", Name(open));
        if (Intro(open, draft) is null)
        {
            draft.Props["heading"] = Headings.Of("place", work.Language);
        }
        draft.Props["places"] = new JsonArray(new JsonObject { ["address"] = address.Id });
        foreach (var map in open.Where(one => one.Kind == SourceKinds.Map))
        {
            draft.Put(map, "/places/0");
            draft.Changed[map.Id] = "A drawn area with a link to the map: maps of others are not loaded.";
        }
        return draft;
    }

    private Draft? Deadline(SourceElement[] open, Work work)
    {
        var clock = open.FirstOrDefault(one => one.Kind == SourceKinds.Countdown);
        var heading = open.FirstOrDefault(one =>
            one.Parent == 0 && one.Text.Length > 0 && Texts.IsWithin(one.Text, 60)
        );
        if (
            clock is null
            || heading is null
            || DateOf(clock.Address) is not { } date
            || date < DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime)
        )
        {
            return null;
        }
        var draft = new Draft("deadline", heading.Text);
        draft.Props["heading"] = heading.Text;
        draft.Put(heading, "/heading");
        draft.Props["date"] = work.Fact(
            new ImportedFact(
                "date",
                new JsonObject { ["date"] = date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) },
                heading.Text
            )
        );
        draft.Put(clock, "/date");
        draft.Changed[clock.Id] = "The day itself stands there: pages here do not count down.";
        return draft;
    }

    private static DateOnly? DateOf(string? written)
    {
        if (written is null)
        {
            return null;
        }
        if (
            written.Length == 10
            && long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        )
        {
            return DateOnly.FromDateTime(DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime);
        }
        foreach (var part in written.Split('"', '\'', ' ', 'T', '{', '}'))
        {
            if (
                DateOnly.TryParseExact(
                    part,
                    "yyyy-MM-dd",
                    CultureInfo.InvariantCulture,
                    DateTimeStyles.None,
                    out var date
                )
            )
            {
                return date;
            }
        }
        return null;
    }

    /// <summary>Eyebrow, heading and lead; answers the heading, and null when there is none that fits.</summary>
    private static SourceElement? Intro(SourceElement[] open, Draft draft)
    {
        var heading = open.FirstOrDefault(one => one is { Kind: SourceKinds.Heading, Item: 0 });
        if (heading is null || !Texts.IsWithin(heading.Text, 70))
        {
            return null;
        }
        draft.Props["heading"] = heading.Text;
        draft.Put(heading, "/heading");
        var before = open.FirstOrDefault(one => one is { Kind: SourceKinds.Text, Item: 0, Parent: 0, Role: null });
        if (
            before is not null
            && Array.IndexOf(open, before) < Array.IndexOf(open, heading)
            && Texts.IsWithin(before.Text, 30)
        )
        {
            draft.Props["eyebrow"] = before.Text;
            draft.Put(before, "/eyebrow");
        }
        return heading;
    }

    /// <summary>Heading and lead of a list; a heading of the product's own where the source has none.</summary>
    private static void ListIntro(SourceElement[] open, Draft draft, string words, Work work)
    {
        if (Intro(open, draft) is null)
        {
            draft.Props["heading"] = Headings.Of(words, work.Language);
        }
        List<SourceElement> lead = [];
        foreach (
            var one in open.Where(one =>
                one.Kind is SourceKinds.Text or SourceKinds.Heading
                && one is { Item: 0, Parent: 0, Role: null }
                && !draft.Placed.ContainsKey(one.Id)
            )
        )
        {
            if (Texts.IsWithin(Texts.Escaped(string.Join(' ', lead.Append(one).Select(text => text.Text))), 220))
            {
                lead.Add(one);
                draft.Put(one, "/lead");
            }
        }
        if (lead.Count > 0)
        {
            draft.Props["lead"] = Texts.Escaped(string.Join(' ', lead.Select(one => one.Text)));
        }
    }

    private static JsonObject Image(Guid id, SourceElement image)
    {
        var props = new JsonObject { ["id"] = id.ToString() };
        if (image.Alt is { Length: > 0 } alt && Texts.IsWithin(alt, 140))
        {
            props["alt"] = alt;
        }
        return props;
    }

    private static void Set(Draft draft, string name, JsonArray items)
    {
        if (items.Count > 0)
        {
            draft.Props[name] = items;
        }
    }
}
