using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

/// <summary>
/// Makes sections of the product of a page that was read: the block that fits where one does, plain code where none does. Nothing is left out
/// silently: every element has one fate.
/// </summary>
internal sealed partial class PageMapper(IImportedCampaigns campaigns, IPriceReader prices, TimeProvider time)
{
    private const int MostCode = 18_000;

    /// <param name="key">What the page is called in the campaign.</param>
    /// <param name="isFirst">Its header and footer are those of the site.</param>
    public MappedPage Map(SourcePage page, ImportedMedia media, string key = "index", bool isFirst = true)
    {
        var work = new Work(page, media, key, Facts(page));
        foreach (var section in page.Sections)
        {
            var before = work.Drafts.Count;
            var open = section.Elements.Where(one => one.Fate is null).ToArray();
            if (!isFirst && section.Kind is ("header" or "footer"))
            {
                foreach (var one in open)
                {
                    work.Decide(
                        one,
                        ImportFates.Replaced,
                        null,
                        "The same header and footer stand on every page: they are taken from the first."
                    );
                }
            }
            else
            {
                Section(section, open, work);
            }
            if (section.Kind == "footer" && work.Drafts.Count > before + 1)
            {
                // What found no place in it stands above it.
                var footer = work.Drafts[before];
                work.Drafts.RemoveAt(before);
                work.Drafts.Add(footer);
            }
            work.Sections[section.Id] = before < work.Drafts.Count ? before : null;
            foreach (var anchor in section.Anchors.Where(_ => before < work.Drafts.Count))
            {
                work.Anchors.TryAdd(anchor, before);
            }
        }
        Amounts(page, work);
        return work.Finish();
    }

    /// <summary>Prices in running words: the owner has stated them, too.</summary>
    private void Amounts(SourcePage page, Work work)
    {
        foreach (var section in page.Sections)
        {
            foreach (var one in section.Elements.Where(one => one.Fate is null && one.Parent == 0 && one.Field is null))
            {
                foreach (var price in prices.In(one.Text, page.Head))
                {
                    var amount = Amount(price.Amount);
                    if (
                        !work.FactsOf("price")
                            .Any(fact =>
                                fact.Value["amount"]!.ToString() == amount
                                && fact.Value["currency"]?.ToString() == price.Currency
                            )
                    )
                    {
                        work.Fact(PriceOf(price, Before(section, one), one.Text, isFrom: false));
                    }
                }
            }
        }
    }

    /// <summary>What the amount is for: the question or the heading above it.</summary>
    private static string? Before(SourceSection section, SourceElement one)
    {
        var above = section
            .Elements.TakeWhile(other => other != one)
            .LastOrDefault(other =>
                other.Fate is null && (other.Kind == SourceKinds.Heading || other.Role == "question")
            );
        return above?.Text;
    }

    private static string Amount(decimal amount) => amount.ToString("0.######", CultureInfo.InvariantCulture);

    private static ImportedFact PriceOf(ReadPrice price, string? what, string quote, bool isFrom)
    {
        var value = new JsonObject { ["amount"] = Amount(price.Amount), ["currency"] = price.Currency };
        if (what is { Length: > 0 and <= 120 })
        {
            value["what"] = what;
        }
        if (isFrom)
        {
            value["qualifier"] = "from";
        }
        return new ImportedFact("price", value, quote);
    }

    /// <summary>What the page states of its owner, and every price on it.</summary>
    private List<ImportedFact> Facts(SourcePage page)
    {
        List<ImportedFact> facts = [];
        // Questions, quotes and lists of what is on offer speak of others' numbers, too.
        var text = string.Join(
            '\n',
            page.Sections.Where(section => section.Kind is not ("faq" or "testimonials" or "features" or "prices"))
                .SelectMany(section => section.Elements)
                .Where(one => one.Fate is null && one.Parent == 0 && one.Field is null && one.Text.Length > 0)
                .Select(one => one.Text)
        );
        foreach (var link in page.Elements.Where(one => one is { Kind: SourceKinds.Link, Fate: null }))
        {
            if (
                link.Address?.StartsWith("tel:", StringComparison.Ordinal) == true
                || link.Address?.StartsWith("sms:", StringComparison.Ordinal) == true
            )
            {
                text += $"\n{link.Address[4..]}";
            }
            else if (link.Address?.StartsWith("mailto:", StringComparison.Ordinal) == true)
            {
                text += $"\n{Uri.UnescapeDataString(link.Address[7..])}";
            }
        }
        facts.AddRange(
            campaigns
                .ReadFacts(text, page.Head.Language)
                .Where(fact => fact.Kind is "phone" or "fax" or "email" or "address" or "hours" or "registration")
                .DistinctBy(fact => fact.Value["e164"]?.ToString() ?? fact.Id, StringComparer.Ordinal)
        );
        return facts;
    }

    private void Section(SourceSection section, SourceElement[] open, Work work)
    {
        if (open.Length == 0)
        {
            return;
        }
        var draft = section.Kind switch
        {
            "header" => Header(open, work),
            "footer" => Footer(open, work),
            "notice" => Notice(open, work),
            "hero" => Hero(open, work),
            "faq" => Questions(open, work),
            "testimonials" => Quotes(open, work),
            "prices" => Prices(open, work),
            "features" or "steps" or "stats" => Services(section.Kind, open, work),
            "team" => Team(open, work),
            "gallery" => Gallery(open, work),
            "video" => Video(open, work),
            "map" => Place(open, work),
            "countdown" => Deadline(open, work),
            "form" => Form(open, work),
            "about" or "text" => Story(open, work),
            _ => null,
        };
        if (draft is not null && campaigns.Fits(draft.Kind, draft.Props))
        {
            work.Add(draft, open);
        }
        Rest(open, draft is not null && work.Drafts.Contains(draft), work);
    }

    /// <summary>What found no place in a block: pictures in a gallery, words in plain code, and the rest is named.</summary>
    private void Rest(SourceElement[] open, bool isPlaced, Work work)
    {
        foreach (var form in open.Where(one => one.Kind == SourceKinds.Form && !work.IsDecided(one)))
        {
            work.Decide(form, ImportFates.Lost, null, "No form here can ask for what it asks.");
        }
        foreach (var one in open.Where(one => !work.IsDecided(one)))
        {
            switch (one.Kind)
            {
                case SourceKinds.Video:
                    work.Decide(
                        one,
                        ImportFates.Lost,
                        null,
                        one.Role == "background"
                            ? "A film behind the text: its picture is taken, where it has one."
                            : "A film file: link to where it can be watched."
                    );
                    break;
                case SourceKinds.Map:
                    work.Decide(one, ImportFates.Lost, null, "No address is known that a link could lead to.");
                    break;
                case SourceKinds.Countdown:
                    work.Decide(
                        one,
                        ImportFates.Lost,
                        null,
                        "Pages here do not count down, and no last day is known or still to come."
                    );
                    break;
                case SourceKinds.Field:
                    work.Decide(one, ImportFates.Lost, null, "It found no place in a form.");
                    break;
                case SourceKinds.Captcha or SourceKinds.Widget or SourceKinds.Embed or SourceKinds.Payment:
                    work.Decide(one, ImportFates.Lost, null, "It has no place on pages here.");
                    break;
            }
        }
        var pictures = open.Where(one => one.Kind == SourceKinds.Image && !work.IsDecided(one)).ToArray();
        var kept = pictures.Where(one => work.Picture(one) is not null).ToArray();
        if (kept.Length > 0 && Pictured(kept, open, work) is { } gallery && campaigns.Fits(gallery.Kind, gallery.Props))
        {
            work.Add(gallery, kept);
        }
        foreach (var one in pictures.Where(one => !work.IsDecided(one)))
        {
            work.Decide(one, ImportFates.Lost, null, work.WhyMissing(one));
        }
        // A button below a film or a clock is the one that the page is for.
        if (
            work.Drafts.Find(one => one.Kind == "hero" && !one.Props.ContainsKey("link")) is { } hero
            && open.FirstOrDefault(one =>
                one is { Kind: SourceKinds.Link, Parent: 0 } && !work.IsDecided(one) && work.Link(one) is not null
            )
                is { } button
        )
        {
            hero.Props["link"] = work.Link(button);
            work.Decide(button, ImportFates.Approximated, hero, "The button stands in the first section.", "/link");
        }
        var words = open.Where(one => !work.IsDecided(one) && one.Parent == 0 && one.Text.Length > 0).ToList();
        if (isPlaced && words.All(one => one.Kind == SourceKinds.Link && work.Target(one) is null))
        {
            words = [];
        }
        for (var at = 0; at < words.Count; )
        {
            // In as many pieces as one block of code takes.
            var size = 0;
            var piece = words
                .Skip(at)
                .TakeWhile(one => (size += one.Text.Length * 2 + 80) < MostCode || size == one.Text.Length * 2 + 80)
                .ToArray();
            at += piece.Length;
            Code(piece, work);
        }
        foreach (var one in open.Where(one => !work.IsDecided(one)))
        {
            work.Follow(one);
        }
    }

    private void Code(SourceElement[] words, Work work)
    {
        var draft = new Draft("custom", Name(words));
        draft.Props["html"] = campaigns.Clean(Texts.Html(words, work.Target));
        foreach (var one in words)
        {
            draft.Put(one, "/html");
            if (one.Kind == SourceKinds.Link && work.Target(one) is null)
            {
                draft.Changed[one.Id] = "Its words stand there without the link.";
            }
        }
        if (campaigns.Fits(draft.Kind, draft.Props))
        {
            work.Add(draft, words, approximated: "No block has a place for it: it stands there as plain HTML.");
        }
    }

    private static string Name(IEnumerable<SourceElement> elements)
    {
        var text =
            elements.FirstOrDefault(one => one.Kind == SourceKinds.Heading)?.Text
            ?? elements.FirstOrDefault(one => one.Text.Length > 0)?.Text
            ?? "";
        return text.Length > 60
                ? $"{new StringInfo(text).SubstringByTextElements(0, Math.Min(56, Texts.Length(text)))} …"
            : text.Length == 0 ? "Section"
            : text;
    }
}
