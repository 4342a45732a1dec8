using System.Globalization;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Contracts.Imports;
using AiWebBuilder.Application.Integrations.Imports.Ledger;
using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

/// <summary>A page being mapped.</summary>
internal sealed class Work(SourcePage page, ImportedMedia media, string key, List<ImportedFact> facts)
{
    private const string Outside = $"https://{SourcePage.Nowhere}/";

    private readonly Dictionary<int, (string Fate, Draft? Draft, string? Path, string? Reason)> fates = [];

    public List<Draft> Drafts { get; } = [];
    public Dictionary<int, int?> Sections { get; } = [];
    public Dictionary<string, int> Anchors { get; } = new(StringComparer.Ordinal);
    public string? Language => page.Head.Language;
    public SourceHead Head => page.Head;

    /// <summary>The name that the owner goes by.</summary>
    public string Owner { get; } = OwnerOf(page);

    public IEnumerable<ImportedFact> FactsOf(string kind) => facts.Where(fact => fact.Kind == kind);

    public string Fact(ImportedFact fact)
    {
        if (facts.TrueForAll(known => known.Id != fact.Id))
        {
            facts.Add(fact);
        }
        return fact.Id;
    }

    public bool IsDecided(SourceElement one) => one.Fate is not null || fates.ContainsKey(one.Id);

    public void Decide(SourceElement one, string fate, Draft? draft, string? reason, string? path = null)
    {
        if (!IsDecided(one))
        {
            fates[one.Id] = (fate, draft, path, reason);
        }
    }

    public void Add(Draft draft, IEnumerable<SourceElement> elements, string? approximated = null)
    {
        Drafts.Add(draft);
        foreach (var one in elements.Where(one => draft.Placed.ContainsKey(one.Id)))
        {
            var changed = draft.Changed.GetValueOrDefault(one.Id) ?? approximated;
            Decide(
                one,
                changed is null ? ImportFates.Carried : ImportFates.Approximated,
                draft,
                changed ?? one.Reason,
                draft.Placed[one.Id]
            );
        }
    }

    /// <summary>What hangs on another element: the links in a sentence.</summary>
    public void Follow(SourceElement one)
    {
        if (one.Parent > 0 && fates.TryGetValue(one.Parent, out var parent) && parent.Draft is not null)
        {
            Decide(
                one,
                one.Kind == SourceKinds.Link ? ImportFates.Approximated : parent.Fate,
                parent.Draft,
                one.Kind == SourceKinds.Link ? "Its words stand there without the link." : parent.Reason,
                parent.Path
            );
            return;
        }
        Decide(
            one,
            ImportFates.Lost,
            null,
            one.Kind == SourceKinds.Link
                ? one.Address is null
                    ? "A button that only the builder's script knows the target of."
                    : "A link without words of its own."
                : "It found no place."
        );
    }

    public Guid? Picture(SourceElement image) =>
        image.Address is { } address && media.Pictures.TryGetValue(address, out var id) ? id : null;

    public string WhyMissing(SourceElement image) =>
        image.Address is { } address && media.Missing.TryGetValue(address, out var why) ? why
        : image.Address is not null && media.Pictures.ContainsKey(image.Address)
            ? "No block of the section has a place for it."
        : "The picture could not be fetched.";

    /// <summary>An address that may stand on a page; null: there is none.</summary>
    public string? Target(SourceElement link) =>
        link.Address is { } address
        && Uri.TryCreate(address, UriKind.Absolute, out var uri)
        && uri.Host != SourcePage.Nowhere
        && uri.Scheme is "https" or "mailto" or "tel" or "sms"
            ? address
            : null;

    private bool HasForm =>
        page.Sections.Any(section => section.Elements.Any(one => one is { Kind: SourceKinds.Field, Fate: null }));

    /// <summary>The number or mailbox that a link leads to.</summary>
    public ImportedFact? FactOf(SourceElement link)
    {
        if (link.Address?.StartsWith("mailto:", StringComparison.Ordinal) == true)
        {
            var mail = Uri.UnescapeDataString(link.Address[7..]);
            return FactsOf("email")
                .FirstOrDefault(fact =>
                    string.Equals(fact.Value["email"]?.ToString(), mail, StringComparison.OrdinalIgnoreCase)
                );
        }
        if (
            link.Address?.StartsWith("tel:", StringComparison.Ordinal) != true
            && link.Address?.StartsWith("sms:", StringComparison.Ordinal) != true
        )
        {
            return null;
        }
        var digits = Digits(link.Address!).TrimStart('0');
        return FactsOf("phone")
            .FirstOrDefault(fact =>
                digits.Length > 4
                && (
                    Digits(fact.Value["e164"]?.ToString() ?? "").EndsWith(digits, StringComparison.Ordinal)
                    || Digits(fact.Value["written"]?.ToString() ?? "").TrimStart('0') == digits
                )
            );

        static string Digits(string text) => string.Concat(text.Where(char.IsAsciiDigit));
    }

    /// <summary>A link as blocks have it; null: it leads nowhere that can be named, or its label is too long.</summary>
    public JsonObject? Link(SourceElement one)
    {
        if (one.Text.Length == 0 || !Texts.IsWithin(one.Text, 28))
        {
            return null;
        }
        return one.Address switch
        {
            null => one.Role == "button" && HasForm ? Of("goal", "contact") : null,
            ['#', ..] => Of("section", one.Address),
            _ when FactOf(one) is { } fact => Of("fact", fact.Id),
            var address when media.Pages.TryGetValue(address.Split('#')[0], out var known) => address.Contains(
                '#',
                StringComparison.Ordinal
            )
            && known == key
                ? Of("section", address[address.IndexOf('#', StringComparison.Ordinal)..])
                : Of("page", known),
            var address when IsOwn(address) => Of("section", address[address.IndexOf('#', StringComparison.Ordinal)..]),
            var address
                when address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)
                    && address.Length <= 500
                    && !address.StartsWith(Outside, StringComparison.Ordinal) => Of("url", address),
            _ => null,
        };

        JsonObject Of(string to, string target) =>
            new()
            {
                ["to"] = to,
                ["ref"] = target,
                ["label"] = one.Text,
            };
    }

    private bool IsOwn(string address) =>
        page.Head.Address is { } own
        && address.Contains('#', StringComparison.Ordinal)
        && Uri.TryCreate(address, UriKind.Absolute, out var to)
        && to.Host == own.Host
        && to.AbsolutePath == own.AbsolutePath;

    public MappedPage Finish()
    {
        Dictionary<string, int> taken = new(StringComparer.Ordinal);
        var anchors = Drafts.ConvertAll(draft =>
        {
            var number = taken[draft.Kind] = taken.GetValueOrDefault(draft.Kind) + 1;
            return number == 1 ? draft.Kind : string.Create(CultureInfo.InvariantCulture, $"{draft.Kind}-{number}");
        });
        foreach (var draft in Drafts)
        {
            Lead(draft.Props);
        }
        List<Fated> all = [];
        foreach (var section in page.Sections)
        {
            var at = Sections.GetValueOrDefault(section.Id);
            var own = section
                .Elements.Where(one => fates.ContainsKey(one.Id))
                .Select(one => fates[one.Id].Fate)
                .ToHashSet(StringComparer.Ordinal);
            var isWhole = own.Count > 0 && own.All(fate => fate == ImportFates.Carried);
            all.Add(
                new Fated(
                    SourceKinds.Section,
                    section.Elements.FirstOrDefault(one => one.Text.Length > 0)?.Text is { } text
                        ? Shown(text)
                        : section.Kind,
                    null,
                    at is null
                        ? own.Contains(ImportFates.Replaced)
                            ? ImportFates.Replaced
                            : ImportFates.Lost
                        : isWhole && Drafts[at.Value].Kind != "custom"
                            ? ImportFates.Carried
                            : ImportFates.Approximated,
                    at,
                    null,
                    at is null ? "Nothing of it found a place: its elements say why."
                        : isWhole ? null
                        : "Its elements say what is different."
                )
            );
        }
        foreach (var one in page.Elements)
        {
            var (fate, draft, path, reason) =
                one.Fate is { } decided ? (decided, null, null, one.Reason)
                : one.Kind == SourceKinds.Metadata ? (ImportFates.Carried, null, null, "It names the campaign.")
                : fates.TryGetValue(one.Id, out var given) ? given
                : (ImportFates.Lost, null, null, "It found no place.");
            all.Add(
                new Fated(
                    one.Kind,
                    Shown(one.Text),
                    one.Address?.Replace(Outside, "", StringComparison.Ordinal),
                    fate,
                    draft is null ? null : Drafts.IndexOf(draft),
                    path,
                    reason
                )
            );
        }
        return new MappedPage(
            [.. Drafts.Select(draft => new ImportedSection(key, draft.Kind, draft.Name, draft.Props))],
            facts,
            all
        );

        // Places on the page that the source's links lead to, by the names of the sections that are there now.
        void Lead(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject link
                    when link["to"]?.ToString() == "section" && link["ref"]?.ToString() is ['#', .. var name]:
                    var known = Anchors.TryGetValue(Uri.UnescapeDataString(name), out var at) && at < anchors.Count;
                    (link["to"], link["ref"]) =
                        known ? ("section", anchors[at])
                        : anchors.Contains("contact") ? ("section", "contact")
                        : ("page", key);
                    break;
                case JsonObject members:
                    foreach (var member in members)
                    {
                        Lead(member.Value);
                    }
                    break;
                case JsonArray items:
                    foreach (var item in items)
                    {
                        Lead(item);
                    }
                    break;
            }
        }
    }

    private static string Shown(string text) => text.Length > 500 ? text[..500] : text;

    private static string OwnerOf(SourcePage page)
    {
        var logo = page
            .Sections.Where(section => section.Kind == "header")
            .SelectMany(section => section.Elements)
            .FirstOrDefault(one => one.Kind == SourceKinds.Image && one.Alt is { Length: > 1 })
            ?.Alt;
        var parts = page.Head.Title.Split(
            ['|', '–', '—', '·', '｜', '«', '»'],
            StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries
        );
        var named = parts.Length > 1 ? parts.MinBy(part => part.Length) : parts.FirstOrDefault();
        return new[]
        {
            logo,
            named,
            page.Head.Address?.Host is { } host && host != SourcePage.Nowhere ? host : null,
            "Home",
        }.First(name => name is { Length: > 0 } && Texts.IsWithin(name, 40))!;
    }
}
