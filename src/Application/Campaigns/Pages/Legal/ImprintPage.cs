using System.Text.Json.Nodes;
using AiWebBuilder.Application.Campaigns.Generation;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Briefs;
using AiWebBuilder.Domain.Campaigns.Facts;

namespace AiWebBuilder.Application.Campaigns.Pages.Legal;

/// <summary>
/// Who answers for the pages (§ 5 DDG; § 5 ECG and § 25 MedienG; art. 3(1)(s) UWG), as far as the owner has said it. What is missing is
/// marked on the page and never made up.
/// </summary>
internal static class ImprintPage
{
    /// <summary>The language of the law, where the page's own has no words for it.</summary>
    private const string Fallback = "de";

    public static LegalPage Of(Campaign campaign, Briefed briefed)
    {
        var words = PageWords.For(briefed.Theme.Language) is { HasImprint: true } own ? own : PageWords.For(Fallback);
        var facts = campaign.Facts.All.Where(fact => !fact.Unsure).ToArray();
        var name = BriefName.Of(campaign.Name).Brand;
        var registrations = facts.Where(fact => fact.Kind == "registration" && !Is(fact, "taxNumber")).ToArray();
        var vat = registrations.FirstOrDefault(fact => Is(fact, "vat"));
        var registers = registrations.Where(fact => fact != vat).ToArray();
        // A company names its register and its VAT number; most who work alone have neither.
        var isCompany = words["imprint.companies"]
            .Split(", ")
            .Intersect(name.Split(' ', ','), StringComparer.Ordinal)
            .Any();
        var isInSwitzerland = campaign.Facts.Country == "CH";
        var entries = new JsonArray();
        List<string> missing = [];
        Write("name", name);
        if (!isInSwitzerland)
        {
            if (!isCompany)
            {
                Gap("form");
            }
            Write("person", PersonIn(facts, words));
        }
        Print("address", First("address"), isNeeded: true);
        Print("email", First("email"), isNeeded: true);
        Print("phone", First("phone"), isNeeded: !isInSwitzerland);
        foreach (var register in registers.DefaultIfEmpty(null))
        {
            Print("register", register, isNeeded: isCompany && !isInSwitzerland);
        }
        Print("vat", vat, isNeeded: isCompany && !isInSwitzerland);
        if (SchemaOrgType.Of(briefed.Brief) is { } type && words["imprint.regulated"].Split(", ").Contains(type.Type))
        {
            Gap("authority");
        }
        return new(
            LegalPages.Imprint,
            words["imprint"],
            $"{words["imprint"]}: {name}",
            new JsonObject { ["heading"] = words["imprint"], ["entries"] = entries },
            missing
        );

        Fact? First(string kind) => facts.FirstOrDefault(fact => fact.Kind == kind);

        bool Is(Fact fact, string list) =>
            (string?)fact.Value["type"] is { } type
            && words[$"imprint.{list}.is"].Split(", ").Any(one => Contains(type, one));

        void Write(string entry, string? text)
        {
            if (text is null)
            {
                Gap(entry);
                return;
            }
            entries.Add(new JsonObject { ["title"] = words[$"imprint.{entry}"], ["text"] = text });
        }

        void Print(string entry, Fact? fact, bool isNeeded)
        {
            if (fact is not null)
            {
                entries.Add(new JsonObject { ["title"] = words[$"imprint.{entry}"], ["fact"] = fact.Id });
            }
            else if (isNeeded)
            {
                Gap(entry);
            }
        }

        void Gap(string entry)
        {
            missing.Add(words[$"imprint.{entry}"]);
            entries.Add(new JsonObject { ["title"] = words[$"imprint.{entry}"] });
        }
    }

    private static string? PersonIn(IReadOnlyList<Fact> facts, PageWords words)
    {
        var people = facts
            .Where(fact =>
                fact.Kind == "person"
                && (string?)fact.Value["role"] is { } role
                && words["imprint.roles"].Split(", ").Any(one => Contains(role, one))
            )
            .Select(fact => $"{(string?)fact.Value["name"]}, {(string?)fact.Value["role"]}")
            .ToArray();
        return people.Length == 0 ? null : string.Join('\n', people);
    }

    private static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);
}
