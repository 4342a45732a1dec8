using AiWebBuilder.Application.Analytics.Contracts;
using AiWebBuilder.Application.Analytics.Ingestion;
using AiWebBuilder.Infrastructure.Analytics.Forms;
using AiWebBuilder.Infrastructure.Analytics.Ingestion;
using AiWebBuilder.Infrastructure.Modules;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace AiWebBuilder.Infrastructure.Analytics;

internal sealed class AnalyticsModule : Module
{
    public override IReadOnlyList<OwnedTable> Tables { get; } =
    [
        OfCampaigns("form_submissions", "submissions"),
        OfCampaigns("conversions", "conversions"),
        OfCampaigns("campaign_events", "events"),
        OfCampaigns("campaign_stats_daily", "daily-figures"),
        OfCampaigns("campaign_audience_daily", "daily-audience"),
        OfCampaigns("campaign_visitors_daily", "daily-visitors"),
        OfCampaigns("campaign_currencies", "currencies"),
        new("campaign_event_ids")
        {
            NotExported = "the ids of the events once more, by which repetitions are recognized",
            Erased = [Erasure.Delete(CampaignsOf("$1"))],
        },
        OwnedTable.NotPersonal("visitor_salts", "secret, and deleted after two days"),
    ];

    public override void AddServices(IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<AnalyticsOptions>()
            .Bind(configuration.GetSection(AnalyticsOptions.Section))
            .Validate(options => options.RetentionMonths >= 1, "Analytics:RetentionMonths must be at least 1.")
            .ValidateOnStart();
        services.AddSingleton<LivePublications>();
        services.AddSingleton<FormSites>();
        services.AddSingleton<VisitorHashes>();
        services.AddSingleton<IVisitRecords, VisitRecords>();
        services.AddSingleton<EventWriter>();
        services.AddHostedSingleton<EventIngestion>();
        services.AddSingleton<IEventIngestion>(provider => provider.GetRequiredService<EventIngestion>());
    }

    /// <summary>An index finds them by their campaign, and none by their account.</summary>
    private static OwnedTable OfCampaigns(string table, string part) =>
        new(table, new PersonalPart(part, OfPerson: false, CampaignsOf("app_tenant()")))
        {
            Erased = [Erasure.Delete(CampaignsOf("$1"))],
        };

    private static string CampaignsOf(string account) =>
        $"campaign_id in (select id from account_campaigns where user_id = {account})";
}
