using AiWebBuilder.Api.Http;
using AiWebBuilder.Api.Http.OpenApi;
using AiWebBuilder.Application.AiUsage.Alerts;
using AiWebBuilder.Application.AiUsage.Budgets;
using AiWebBuilder.Application.AiUsage.Budgets.Rules;
using AiWebBuilder.Application.AiUsage.Shutoffs;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Domain.Common;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace AiWebBuilder.Api.AiUsage;

/// <summary>What an account may spend, and how it stops.</summary>
internal sealed class BudgetEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var ai = routes.MapGroup("/v1/ai").WithTags("AI").RequireAuthorization();
        ai.MapGet("/budget", GetBudget).WithName("getBudget").WithSummary("Get the account's AI budget").WithETag();
        ai.MapPut("/budget", SetBudget).WithName("setBudget").WithSummary("Set the account's AI budget").WithETag();
        ai.MapDelete("/budget", RemoveBudget).WithName("removeBudget").WithSummary("Remove the account's AI budget");
        ai.MapGet("/budgets", ListBudgets).WithName("listBudgets").WithSummary("List all AI budgets");
        ai.MapPut("/budgets/members/{memberId:guid}", SetMemberBudget)
            .WithName("setMemberBudget")
            .WithSummary("Set a member's AI budget")
            .WithETag();
        ai.MapDelete("/budgets/members/{memberId:guid}", RemoveMemberBudget)
            .WithName("removeMemberBudget")
            .WithSummary("Remove a member's AI budget");
        ai.MapPut("/budgets/campaigns/{campaignId:guid}", SetCampaignBudget)
            .WithName("setCampaignBudget")
            .WithSummary("Set a campaign's AI budget")
            .WithETag();
        ai.MapDelete("/budgets/campaigns/{campaignId:guid}", RemoveCampaignBudget)
            .WithName("removeCampaignBudget")
            .WithSummary("Remove a campaign's AI budget");
        ai.MapGet("/alerts", ListAlerts).WithName("listAlerts").WithSummary("List the account's AI alerts");
        ai.MapGet("/shutoff", GetShutoff).WithName("getShutoff").WithSummary("Get the account's AI shutoff");
        ai.MapPut("/shutoff", ShutAiOff).WithName("shutAiOff").WithSummary("Switch AI off");
        ai.MapDelete("/shutoff", LiftShutoff).WithName("liftShutoff").WithSummary("Switch AI on again");
    }

    /// <example>{"limit":50,"period":"month","thresholds":[50,80,100],"atLimit":"stop"}</example>
    internal sealed record BudgetBody(
        decimal Limit,
        [OneOf(typeof(BudgetPeriods))] string Period,
        IReadOnlyList<int>? Thresholds = null,
        [OneOf(typeof(LimitChoices))] string? AtLimit = null,
        string? WebhookUrl = null
    )
    {
        // A method: a property would be a member of the body.
        public BudgetTerms ToTerms() => new(Limit, Period, Thresholds, AtLimit, WebhookUrl);
    }

    /// <example>{"reason":"Spend is out of control.","hard":true}</example>
    internal sealed record ShutoffBody(string Reason, bool Hard);

    /// <example>{"reason":"The cause has been found."}</example>
    internal sealed record LiftBody(string Reason);

    private static async Task<Ok<BudgetView>> GetBudget(
        [OneOf(typeof(BudgetPeriods))] string? period,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        var budget = await sender.Send(new GetBudget(period), cancellationToken);
        if (budget.UpdatedAt is { } changed)
        {
            response.Headers.ETag = ETags.Of(changed);
        }
        return TypedResults.Ok(budget);
    }

    private static async Task<Ok<BudgetView>> SetBudget(
        BudgetBody body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new SetBudget(body.ToTerms(), ifMatch), cancellationToken);
        return await GetBudget(body.Period, sender, response, cancellationToken);
    }

    private static async Task<NoContent> RemoveBudget(
        [OneOf(typeof(BudgetPeriods))] string? period,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new RemoveBudget(period), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<CapView>>> ListBudgets(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListBudgets(limit, cursor), cancellationToken));

    private static async Task<Ok<CapView>> SetMemberBudget(
        Guid memberId,
        BudgetBody body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    ) => Tagged(await sender.Send(new SetMemberBudget(memberId, body.ToTerms(), ifMatch), cancellationToken), response);

    private static async Task<NoContent> RemoveMemberBudget(
        Guid memberId,
        [OneOf(typeof(BudgetPeriods))] string? period,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new RemoveMemberBudget(memberId, period), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<CapView>> SetCampaignBudget(
        Guid campaignId,
        BudgetBody body,
        [FromHeader(Name = "If-Match")] string? ifMatch,
        ISender sender,
        HttpResponse response,
        CancellationToken cancellationToken
    ) =>
        Tagged(
            await sender.Send(new SetCampaignBudget(campaignId, body.ToTerms(), ifMatch), cancellationToken),
            response
        );

    private static async Task<NoContent> RemoveCampaignBudget(
        Guid campaignId,
        [OneOf(typeof(BudgetPeriods))] string? period,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new RemoveCampaignBudget(campaignId, period), cancellationToken);
        return TypedResults.NoContent();
    }

    private static async Task<Ok<Page<AlertView>>> ListAlerts(
        int? limit,
        string? cursor,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ListAlerts(limit, cursor), cancellationToken));

    private static async Task<Ok<ShutoffView>> GetShutoff(ISender sender, CancellationToken cancellationToken) =>
        TypedResults.Ok(await sender.Send(new GetShutoff(), cancellationToken));

    private static async Task<Ok<ShutoffView>> ShutAiOff(
        ShutoffBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new ShutAiOff(body.Reason, body.Hard), cancellationToken);
        return await GetShutoff(sender, cancellationToken);
    }

    private static async Task<NoContent> LiftShutoff(
        [FromBody] LiftBody body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        await sender.Send(new LiftShutoff(body.Reason), cancellationToken);
        return TypedResults.NoContent();
    }

    internal static Ok<CapView> Tagged(CapView cap, HttpResponse response)
    {
        response.Headers.ETag = cap.Etag;
        return TypedResults.Ok(cap);
    }
}
