using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

internal sealed partial class PageMapper
{
    private Draft? Prices(SourceElement[] open, Work work)
    {
        var offers = Items(open).Select(item => Offer(item, work)).ToArray();
        if (offers.Length == 0 || Array.Exists(offers, offer => offer is null))
        {
            return null;
        }
        var isPlans =
            offers.Length <= 4
            && Array.Exists(offers, offer => offer!.Points.Count > 0 || offer.Link is not null)
            && Array.TrueForAll(offers, offer => offer!.Price is not null && Texts.IsWithin(offer.Title, 24));
        var draft = new Draft(isPlans ? "plans" : "price-list", Name(open));
        ListIntro(open, draft, "prices", work);
        JsonArray list = [];
        var place = isPlans ? "items" : "groups/0/items";
        foreach (var offer in offers.OfType<Offered>().Take(isPlans ? 4 : 20))
        {
            var entry = new JsonObject { ["title"] = offer.Title };
            draft.Put(offer.Named, At(place, list.Count, "title"));
            Fact(offer.Price, "price", offer, entry);
            Fact(offer.Was, "was", offer, entry);
            var note = string.Join(
                " · ",
                offer
                    .Notes.Select(one => one.Text)
                    .Concat(isPlans ? [] : offer.Points.Select(point => point.Text))
                    .Where(text => text.Length > 0)
            );
            if (note.Length > 0)
            {
                entry[isPlans ? "text" : "note"] = note;
                foreach (var (_, one) in offer.Notes.Concat(isPlans ? [] : offer.Points))
                {
                    draft.Put(one, At(place, list.Count, isPlans ? "text" : "note"));
                }
            }
            if (isPlans && offer.Points.Count > 0)
            {
                entry["points"] = new JsonArray([.. offer.Points.Select(point => (JsonNode)point.Text)]);
                foreach (var (_, one) in offer.Points)
                {
                    draft.Put(one, At(place, list.Count, "points"));
                }
            }
            if (isPlans && offer.Link is { } link)
            {
                entry["link"] = work.Link(link);
                draft.Put(link, At(place, list.Count, "link"));
            }
            list.Add(entry);
        }
        foreach (var column in open.Where(one => one.Role == "column"))
        {
            draft.Put(column, $"/{place}");
            draft.Changed[column.Id] = "The head of a column: a list of prices needs none.";
        }
        if (isPlans)
        {
            draft.Props["items"] = list;
        }
        else
        {
            draft.Props["groups"] = new JsonArray(new JsonObject { ["items"] = list });
        }
        return draft;

        void Fact(
            (ReadPrice Price, SourceElement One, bool IsFrom)? price,
            string member,
            Offered offer,
            JsonObject entry
        )
        {
            if (price is var (amount, one, isFrom))
            {
                entry[member] = work.Fact(PriceOf(amount, offer.Title, one.Text, isFrom));
                draft.Put(one, At(place, list.Count, member));
            }
            else if (member == "price" && offer.Instead is { } words)
            {
                entry["words"] = words.Text;
                draft.Put(words, At(place, list.Count, "words"));
            }
        }
    }

    /// <summary>What is on offer in one item; null: it does not say what, or there is more than one price in a text.</summary>
    private Offered? Offer(SourceElement[] item, Work work)
    {
        (string Text, SourceElement One)? title = null;
        (ReadPrice, SourceElement, bool)? price = null;
        (ReadPrice, SourceElement, bool)? was = null;
        List<(string Text, SourceElement One)> notes = [];
        List<(string Text, SourceElement One)> points = [];
        foreach (
            var one in item.Where(one => one.Parent == 0 && one.Text.Length > 0 && one.Kind is not SourceKinds.Link)
        )
        {
            var amounts = prices.In(one.Text, work.Head).ToArray();
            if (amounts.Length > 1 && one.Kind != SourceKinds.Price)
            {
                return null;
            }
            if (amounts.Length > 0)
            {
                var amount = amounts[0];
                var before = one.Text[..amount.Start].Trim().TrimEnd(':', '-', '–', '—', '·', '…', '.').Trim();
                var after = one.Text[(amount.Start + amount.Length)..].Trim().TrimStart('·', ',', '–', '-').Trim();
                var isFrom = Headings.IsFrom(before);
                if (one.Role == "was")
                {
                    was ??= (amount, one, false);
                }
                else if (price is null)
                {
                    price = (amount, one, isFrom);
                }
                else
                {
                    notes.Add((one.Text, one));
                    continue;
                }
                if (before.Length > 0 && !isFrom)
                {
                    if (title is null)
                    {
                        title = (before, one);
                    }
                    else
                    {
                        notes.Add((before, one));
                    }
                }
                if (after.Any(char.IsLetterOrDigit) && !IsCode(after, amount))
                {
                    notes.Add((after, one));
                }
            }
            else if (one.Kind == SourceKinds.ListItem && item.Length > 1)
            {
                points.Add((one.Text, one));
            }
            else if (title is null && one.Role != "badge" && one.Role != "unit")
            {
                title = (one.Text, one);
            }
            else
            {
                notes.Add((one.Text, one));
            }
        }
        if (title is not { } named)
        {
            return null;
        }
        var link = item.FirstOrDefault(one =>
            one is { Kind: SourceKinds.Link, Parent: 0 } && work.Link(one) is not null
        );
        // "On request" where others have a price.
        var instead = price is null && notes.Count == 1 && Texts.IsWithin(notes[0].Text, 30) ? notes[0].One : null;
        if (instead is not null)
        {
            notes = [];
        }
        return new Offered(named.Text, named.One, price, was, notes, points, link, instead);
    }

    private static bool IsCode(string after, ReadPrice price) => after == price.Currency;

    private sealed record Offered(
        string Title,
        SourceElement Named,
        (ReadPrice Price, SourceElement One, bool IsFrom)? Price,
        (ReadPrice Price, SourceElement One, bool IsFrom)? Was,
        IReadOnlyList<(string Text, SourceElement One)> Notes,
        IReadOnlyList<(string Text, SourceElement One)> Points,
        SourceElement? Link,
        SourceElement? Instead
    );
}
