using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.Campaigns.Pages.Dated;
using AiWebBuilder.Application.Campaigns.Publishing.Sites;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Infrastructure.Campaigns.Blocks;
using AiWebBuilder.Infrastructure.Campaigns.Publishing.Pictures;
using AiWebBuilder.Quality.Pages;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace AiWebBuilder.UnitTests.Campaigns.Publishing;

/// <summary>Campaigns as they would be put on the net: the samples, and some that say what samples do not.</summary>
internal sealed record Site(WrittenCampaign Written, PublishedSite Published)
{
    public const string Server = "https://pages.example";

    /// <summary>Before all dates of the samples.</summary>
    private static readonly LocalTime Today = new(
        TimeZoneInfo.Utc,
        new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero)
    );
    private static readonly BlockCatalogue Blocks = new();
    private static readonly CampaignArtist Artist = new();

    public static IReadOnlyList<string> Own { get; } = ["baeckerei-graz", "tischlerei-koeln", "coiffeur-lausanne"];

    public static IEnumerable<string> All =>
        Directory
            .GetFiles(Folder, "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)!)
            // E-mails alone have no site.
            .Where(name => name != "charity-appeal")
            .Order(StringComparer.Ordinal)
            .Concat(Own);

    private static string Folder => Path.Combine(TestContext.CurrentContext.TestDirectory, "briefs");

    public static async Task<Site> OfAsync(string name)
    {
        var (details, language) = Own.Contains(name)
            ? (Details(name), null)
            : WrittenCampaign.BriefOf(
                JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(Folder, $"{name}.json")))!
            );
        var written = await WrittenCampaign.OfAsync(details, language);
        return new(
            written,
            PublishedSite.Of(
                Blocks,
                Artist,
                written.Campaign,
                written.Components,
                25,
                new Dictionary<Guid, Upload>(),
                Today,
                Server,
                "the-slug"
            )
        );
    }

    public IHtmlDocument Page(string key) =>
        new HtmlParser().ParseDocument(Published.Pages.Single(page => page.Key == key).Html);

    public static IReadOnlyList<JsonObject> GraphOf(IHtmlDocument page) =>
        [
            .. JsonNode.Parse(page.QuerySelector("script[type='application/ld+json']")!.TextContent)!["@graph"]!
                .AsArray()
                .Select(node => node!.AsObject()),
        ];

    private static CampaignDetails Details(string name) =>
        name switch
        {
            "baeckerei-graz" => Of(
                "Bäckerei Moser",
                "Bäckerei",
                """
                Bäckerei in Graz mit Holzofen. Wir backen Sauerteigbrot ohne Zusätze, jeden Tag von Hand, und beliefern auch Gasthäuser in der Stadt.
                Adresse: Sporgasse 12, 8010 Graz. Telefon +43 316 123456, E-Mail brot@moser.example.
                Geöffnet Dienstag bis Freitag 6:30–13:00 und 15:00–18:00, Samstag 7:00–12:00, Sonntag und Montag geschlossen.
                Preise: Bauernbrot 4,90 €, Semmel 0,60 €, Torten ab 32 €.
                Backkurs am 13. März 2027 um 14:00 Uhr. UID-Nummer ATU12345678.
                Instagram: @baeckerei.moser
                """,
                "Brot bestellen"
            ),
            "tischlerei-koeln" => Of(
                "Tischlerei Brandt GmbH",
                "Tischlerei",
                """
                Tischlerei in Köln für Küchen und Einbauschränke nach Maß. Wir planen mit Ihnen vor Ort und bauen alles in unserer Werkstatt.
                Geschäftsführer: Jens Brandt. Telefon 0221 1234567. Arbeitsstunde 68 €.
                """,
                "Angebot anfordern"
            ),
            "coiffeur-lausanne" => Of(
                "Salon Mireille",
                "salon de coiffure",
                """
                Salon de coiffure à Lausanne pour femmes, hommes et enfants. Coupe femme CHF 85, coupe homme CHF 45.
                Rue de Bourg 20, 1003 Lausanne. Téléphone +41 21 312 34 56.
                Du mardi au samedi de 9h à 18h30, fermé le dimanche et le lundi.
                """,
                "Prendre rendez-vous"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such campaign."),
        };

    private static CampaignDetails Of(string name, string trade, string description, string goal) =>
        new(name, "landing_page", description, null, trade, [goal], null, "{}", null, null);
}
