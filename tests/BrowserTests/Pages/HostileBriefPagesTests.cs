namespace AiWebBuilder.BrowserTests.Pages;

/// <summary>Briefs from strangers, published: nothing of theirs runs, and their texts break no page.</summary>
[Parallelizable(ParallelScope.All)]
internal sealed class HostileBriefPagesTests
{
    private static IEnumerable<TestCaseData> Briefs()
    {
        const string markup =
            "<script>alert(1)</script> {{ 7*7 }} {{{x}}} \"><img src=x onerror=alert(1)> </style> }*{display:none} #GGGGGG";
        yield return Named(
            "markup",
            new
            {
                name = markup,
                type = "landing_page",
                description = markup,
                targetAudience = markup,
                businessType = markup[..80],
                goals = new[] { markup, "Buy " + markup },
                brandGuidelines = markup,
            }
        );
        yield return Named(
            "unbroken words",
            new
            {
                name = new string('W', 255),
                type = "landing_page",
                description = string.Concat(Enumerable.Repeat(new string('m', 199) + ' ', 20)),
                targetAudience = new string('a', 80),
                businessType = "restaurant",
                goals = Enumerable.Repeat(new string('g', 500), 50),
                brandGuidelines = "Call +44 20 7946 0321. Price 1,234,567,890 EUR a month",
            }
        );
        yield return Named(
            "long German words, bold",
            new
            {
                name = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
                type = "funnel",
                description = "Rechtsschutzversicherungsgesellschaften und Kraftfahrzeughaftpflichtversicherung für alle.",
                targetAudience = "Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsverordnungsleser",
                businessType = "Klempner",
                goals = new[] { "Rückruf anfordern" },
                brandGuidelines = "kräftig, mutig #777777, #888888. Telefon +49 30 1234567",
                performanceRequirements = new { language = "de" },
            }
        );
        yield return Named(
            "emoji and directions",
            new
            {
                name = "👩‍👩‍👧‍👦 \u202Eevil\u202C بيت",
                type = "landing_page",
                description = "مكتبة صغيرة 👩‍🚀 في الحي. Small bookshop \u2067x\u2069.",
                targetAudience = "🏳️‍🌈",
                goals = new[] { "📞 call us" },
                brandGuidelines = "#FFFFFF #FFFFFE, soft",
            }
        );
        yield return Named(
            "bold bands of one bright colour",
            new
            {
                name = "Grid-scale storage webinar for everyone who buys electricity",
                type = "funnel",
                description = "Registration, confirmation, watch page and offer page for a free webinar.",
                businessType = "energy consultancy",
                goals = new[] { "Register", "Book a consultation" },
                brandGuidelines = "bold, loud #F2E205. Call +44 20 7946 0321",
            }
        );
        yield return Named(
            "a language without copy",
            new
            {
                name = "봄날 베이커리",
                type = "funnel",
                description = "동네의 작은 빵집입니다. 매일 아침 빵을 굽습니다. 케이크 30 €, 빵 3 €.",
                goals = new[] { "케이크 예약하기", "매장 방문하기" },
                brandGuidelines = "+82 2 0000 1234",
            }
        );

        static TestCaseData Named(string what, object brief) => new TestCaseData(brief).SetArgDisplayNames(what);
    }

    [TestCaseSource(nameof(Briefs))]
    public async Task It_stays_a_page_at_320_pixels(object brief)
    {
        var campaign = await PublishedCampaign.FromAsync(brief);
        var problems = new List<string>();
        await using var inspection = await PageInspection.OpenAsync();
        foreach (var path in campaign.Pages)
        {
            problems.AddRange(await inspection.InspectAsync(path, [320]));
        }
        problems.ShouldBeEmpty(string.Join(Environment.NewLine, problems));
    }
}
