using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Blocks;
using AiWebBuilder.Application.Campaigns.Facts;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Application.Campaigns.Themes;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Facts;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Edits.Wording;
using AiWebBuilder.Infrastructure.Campaigns.Facts;

namespace AiWebBuilder.Quality.Edits;

/// <summary>The campaign that a corpus describes in a few words: facts are read as in a brief, sections are laid out as in a generation.</summary>
internal sealed class SmallCampaign
{
    public static readonly BlockCatalogue Blocks = new();
    public static readonly FactReader Reader = new();

    private readonly List<CampaignComponent> components = [];
    private readonly string language;
    private int items;

    public SmallCampaign(Before before)
    {
        language = before.Language;
        var details = new CampaignDetails(
            "Nord",
            CampaignTypes.All[0],
            string.Join('\n', before.Facts ?? []),
            null,
            null,
            [],
            null,
            "{}",
            null,
            null
        );
        Campaign = Campaign.Create(
            Guid.CreateVersion7(),
            Guid.CreateVersion7(),
            details,
            language,
            Reader.Read(details.ToBrief(language)).ToLedger(),
            DateTimeOffset.UnixEpoch
        );
        foreach (var section in before.Sections)
        {
            Add(KindOf(section.Kind), "index", PropsOf(section, before));
        }
        Add("footer", "index", FooterOf());
        foreach (var (email, index) in (before.Emails ?? []).Select((email, index) => (email, index + 1)))
        {
            Add("e-head", $"email-{index}", new JsonObject { ["name"] = "Nord", ["subject"] = email });
            Add("e-text", $"email-{index}", new JsonObject { ["body"] = email });
        }
        var briefed = Briefing.For(Campaign);
        var theme = new ThemeFields(StyleOf(before.Theme?.Style), before.Theme?.Accent ?? "#2563EB")
        {
            Background = before.Theme?.Mode == "dark" ? "#111214" : "#FFFFFF",
            Text = before.Theme?.Mode == "dark" ? "#F5F5F5" : "#222222",
        };
        Campaign.BeginGeneration(
            briefed.Plan with
            {
                Sections = [],
                Pages = [],
            },
            theme.ToChoice().Apply(briefed.Theme).Theme
        );
        Campaign.EndGeneration(hasComponents: true);
        var site = CampaignSite.Of(Briefing.Kept(Campaign), components).WithoutUnwritten();
        foreach (var component in components)
        {
            component.Restyle(Blocks.LayAnew(site, ComponentPlace.Of(component), component.Content));
        }
        Target = before.Target.StartsWith("component ", StringComparison.Ordinal)
            ? components.Find(one => one.Kind == KindOf(before.Target["component ".Length..]))?.Id
            : null;
    }

    public Campaign Campaign { get; }

    public IReadOnlyList<CampaignComponent> Components => components;

    public Guid? Target { get; }

    private static string KindOf(string kind) =>
        kind switch
        {
            "prices" or "menu" => "price-list",
            "form" => "contact",
            "opening hours" => "hours",
            "date" => "dates",
            _ => kind,
        };

    private static string StyleOf(string? style) =>
        style switch
        {
            "loud" or "bold" => "bold",
            "warm" or "playful" or "soft" => "soft",
            _ => "editorial",
        };

    private void Add(string kind, string page, JsonObject? props)
    {
        if (props is null)
        {
            return;
        }
        var block = Blocks.Find(kind)!;
        var completed = Blocks.Complete(block, props);
        var wrong = Blocks.Check(block, completed);
        if (wrong.Count > 0)
        {
            throw new InvalidOperationException(
                $"{kind}: {wrong[0].Path} {wrong[0].Message} {completed.ToJsonString()}"
            );
        }
        var anchor = CampaignComponent.AnchorFor(kind, page, components);
        components.Add(
            CampaignComponent.Create(
                Guid.CreateVersion7(),
                Campaign.UserId,
                Campaign.Id,
                new ComponentContent(kind, "", "", completed.ToJsonString(Briefing.PromptJson), IsAttached: true),
                block.ComponentType,
                page,
                kind,
                anchor,
                components.Count,
                "generated",
                "{}",
                null,
                DateTimeOffset.UnixEpoch
            )
        );
    }

    private JsonObject? PropsOf(Section section, Before before)
    {
        var heading = section.Heading ?? section.Kind;
        var texts = section.Items ?? [];
        return KindOf(section.Kind) switch
        {
            "hero" => Hero(section, before),
            "services" => List("items", texts, text => new() { ["title"] = text }),
            "steps" => List("items", texts, text => new() { ["title"] = text, ["text"] = text }),
            "faq" => List("items", texts, Question),
            "team" => List("people", texts, Person),
            "price-list" => new()
            {
                ["heading"] = heading,
                ["groups"] = new JsonArray(
                    new JsonObject { ["id"] = NextId(), ["items"] = new JsonArray([.. texts.Select(Price)]) }
                ),
            },
            "hours" => Hours(heading, section),
            "contact" => Form(heading, section),
            "dates" => Dates(heading, section),
            "gallery" => List(
                "images",
                section.Images ?? [],
                _ => new() { ["image"] = new JsonObject { ["id"] = Guid.CreateVersion7().ToString() } }
            ),
            _ => throw new InvalidOperationException($"The corpus has a section that nobody builds: {section.Kind}"),
        };

        JsonObject List(string list, IReadOnlyList<string> of, Func<string, JsonObject> make)
        {
            var made = of.Select(make).ToList();
            // The smallest list that the blocks have is one of two.
            while (made.Count < 2 && list != "people")
            {
                made.Add(make("…?"));
            }
            foreach (var item in made)
            {
                item["id"] = NextId();
            }
            return new() { ["heading"] = heading, [list] = new JsonArray([.. made]) };
        }
    }

    private JsonObject Hero(Section section, Before before)
    {
        var props = new JsonObject { ["heading"] = section.Heading };
        if (section.Text is not null)
        {
            props["lead"] = section.Text;
        }
        if (section.Button is { } button)
        {
            var phone = FactOf("phone");
            var toForm = before.Sections.Any(one => one.Kind == "form") && !button.Any(char.IsDigit);
            props["link"] =
                toForm ? Link("goal", "contact")
                : phone is not null ? Link("fact", phone)
                : Link("url", "https://example.com/where");

            JsonObject Link(string to, string target) =>
                new()
                {
                    ["to"] = to,
                    ["ref"] = target,
                    ["label"] = button,
                };
        }
        return props;
    }

    private static JsonObject Question(string text)
    {
        var end = text.IndexOfAny(['?', '？', '؟']) + 1;
        return new()
        {
            ["question"] = end > 0 ? text[..end] : text,
            ["answer"] = end > 0 && text[end..].Trim() is { Length: > 0 } answer ? answer : "…",
        };
    }

    private static JsonObject Person(string text)
    {
        var parts = text.Split(',', 2, StringSplitOptions.TrimEntries);
        var person = new JsonObject { ["name"] = parts[0] };
        if (parts.Length > 1)
        {
            person["role"] = parts[1];
        }
        return person;
    }

    private JsonObject Price(string text)
    {
        var said = Read(text).FirstOrDefault(fact => fact.Kind == "price") ?? Amount(text);
        var known = Campaign.Facts.All.FirstOrDefault(fact =>
            fact.Kind == "price" && (string?)fact.Value["amount"] == (string?)said.Value["amount"]
        );
        var id = known?.Id ?? State("price", said.Value, said.Quote);
        var at = Numbers(text, said);
        var title = text[..at].Trim(' ', '-', ':');
        return new()
        {
            ["id"] = NextId(),
            ["title"] = title.Length > 0 ? title : "1",
            ["price"] = id,
        };
    }

    /// <summary>A price that the reader does not know as one: the last number, in the currency of the others.</summary>
    private ReadFact Amount(string text)
    {
        var number = Infrastructure.Campaigns.Edits.Wording.Numbers.In(Clause.PlainOf(text)).Last();
        var currency = Campaign
            .Facts.All.Select(fact => (string?)(fact.Value as JsonObject)?["currency"])
            .OfType<string>();
        return new(
            "price",
            new JsonObject
            {
                ["amount"] = Infrastructure.Campaigns.Edits.Wording.Numbers.Invariant(number.Value),
                ["currency"] = currency.FirstOrDefault("EUR"),
            },
            text[number.Start..],
            "description",
            number.Start,
            Unsure: false
        );
    }

    /// <summary>Where the amount begins, with what leads to it.</summary>
    private static int Numbers(string text, ReadFact said)
    {
        var amount = Infrastructure
            .Campaigns.Edits.Wording.Numbers.In(Clause.PlainOf(text))
            .Where(number =>
                Infrastructure.Campaigns.Edits.Wording.Numbers.Invariant(number.Value)
                == decimal.Parse((string)said.Value["amount"]!, System.Globalization.CultureInfo.InvariantCulture)
                    .ToString("0.##", System.Globalization.CultureInfo.InvariantCulture)
            )
            .Select(number => number.Start)
            .LastOrDefault(text.Length);
        var start = text.LastIndexOf(' ', Math.Max(0, amount - 1));
        var word = start < 0 ? "" : text[(start + 1)..amount];
        return word.Length is > 0 and <= 2 ? start : amount;
    }

    private JsonObject? Hours(string heading, Section section)
    {
        // What the section says of days that no fact names holds as well.
        var known = Campaign
            .Facts.All.Where(fact => fact.Kind == "hours")
            .SelectMany(fact => DaysIn(fact.Value))
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var fact in Read(string.Join('\n', section.Items ?? [section.Text ?? ""]))
                .Where(fact => fact.Kind == "hours" && !known.Overlaps(DaysIn(fact.Value)))
        )
        {
            State("hours", fact.Value, fact.Quote);
        }
        string[] ids = [.. Campaign.Facts.All.Where(fact => fact.Kind == "hours").Select(fact => fact.Id).Take(4)];
        return ids.Length == 0
            ? null
            : new() { ["heading"] = heading, ["hours"] = new JsonArray([.. ids.Select(id => (JsonNode)id)]) };
    }

    private static IEnumerable<string> DaysIn(JsonNode hours) =>
        (hours["regular"] as JsonArray ?? []).SelectMany(entry =>
            (entry!["days"] as JsonArray ?? []).Select(day => day!.ToString())
        );

    private JsonObject Form(string heading, Section section) =>
        new()
        {
            ["heading"] = heading,
            ["fields"] = new JsonArray([
                .. (section.Fields ?? []).Select(label => new JsonObject
                {
                    ["id"] = NextId(),
                    ["kind"] = KindOfField(label),
                    ["label"] = label,
                    ["required"] = KindOfField(label) == "email",
                }),
            ]),
            ["goals"] = new JsonArray(
                new JsonObject
                {
                    ["id"] = NextId(),
                    ["ref"] = "contact",
                    ["label"] = section.Button ?? "OK",
                }
            ),
        };

    private string KindOfField(string label) =>
        new Clause(label, EditWords.Of(label, language))
            .Mentions.Select(mention => mention.Key)
            .FirstOrDefault(key => key is "name" or "email" or "phone" or "date" or "message" or "people")
        ?? "text";

    private JsonObject? Dates(string heading, Section section) =>
        FactOf("date") is { } date
            ? new()
            {
                ["heading"] = heading,
                ["items"] = new JsonArray(
                    new JsonObject
                    {
                        ["id"] = NextId(),
                        ["title"] = section.Text ?? heading,
                        ["when"] = date,
                    }
                ),
            }
            : null;

    private JsonObject FooterOf()
    {
        var props = new JsonObject { ["name"] = "Nord" };
        JsonNode[] facts =
        [
            .. Campaign
                .Facts.All.Where(fact => fact.Kind is "phone" or "email" or "address" or "hours")
                .Take(6)
                .Select(fact => (JsonNode)fact.Id),
        ];
        if (facts.Length > 0)
        {
            props["facts"] = new JsonArray(facts);
        }
        return props;
    }

    private string? FactOf(string kind) => Campaign.Facts.All.FirstOrDefault(fact => fact.Kind == kind)?.Id;

    private IReadOnlyList<ReadFact> Read(string text) =>
        Reader
            .Read(
                new(
                    "",
                    CampaignTypes.All[0],
                    text,
                    null,
                    null,
                    [],
                    null,
                    Campaign.Facts.Country is { } country && !language.Contains('-', StringComparison.Ordinal)
                        ? $"{language}-{country}"
                        : language
                )
            )
            .Facts;

    private string State(string kind, JsonNode value, string quote)
    {
        var id = FactReading.IdOf(kind, value);
        Campaign.StateFacts([.. Campaign.Facts.All, new Fact(id, kind, value.DeepClone(), quote, FactSources.Person)]);
        return id;
    }

    private string NextId() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"i{++items}");
}
