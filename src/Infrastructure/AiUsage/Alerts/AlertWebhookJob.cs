using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AiWebBuilder.Application.AiUsage.Alerts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Http;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Alerts;

/// <summary>
/// Tells an account's webhook of an alert: that of the budget which it is about, else the one that was last set for the account. The id is the alert's, so that a
/// receiver knows a second delivery.
/// </summary>
internal sealed class AlertWebhookJob(
    AppDbContext db,
    IUnitOfWork unitOfWork,
    WebhookSignatures signatures,
    PublicOnly connections,
    TimeProvider time
) : IJobHandler
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public string JobType => AlertJobs.Webhook;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var id = job.Payload.Deserialize<AlertJobs.Payload>(JsonSerializerOptions.Web)!.AlertId;
        var found = await unitOfWork.ReadAsync(() => FindAsync(id, cancellationToken), cancellationToken);
        if (found is not var (alert, address))
        {
            return;
        }
        var body = JsonSerializer.Serialize(
            new
            {
                type = $"ai.{alert.Kind}",
                timestamp = alert.CreatedAt,
                data = new
                {
                    alertId = id,
                    message = alert.Message,
                    budget = alert.Budget,
                    details = JsonNode.Parse(alert.Data),
                },
            },
            JsonSerializerOptions.Web
        );
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        using var client = new HttpClient(connections.Handler, disposeHandler: false) { Timeout = Patience };
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        request.Content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        request.Headers.Add("webhook-id", id.ToString());
        request.Headers.Add("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", signatures.Sign(job.AccountId!.Value, id.ToString(), now, body));
        await SendAsync(client, request, cancellationToken);
    }

    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken)
    {
        var id = job.Payload.Deserialize<AlertJobs.Payload>(JsonSerializerOptions.Web)!.AlertId;
        return await unitOfWork.ReadAsync(() => FindAsync(id, cancellationToken), cancellationToken) is not null;
    }

    private static async Task SendAsync(
        HttpClient client,
        HttpRequestMessage request,
        CancellationToken cancellationToken
    )
    {
        try
        {
            using var answer = await client.SendAsync(
                request,
                HttpCompletionOption.ResponseHeadersRead,
                cancellationToken
            );
            if (answer.IsSuccessStatusCode)
            {
                return;
            }
            var refused = new HttpRequestException(
                string.Create(CultureInfo.InvariantCulture, $"The webhook responded with {(int)answer.StatusCode}.")
            );
            throw answer.StatusCode
                is HttpStatusCode.RequestTimeout
                    or HttpStatusCode.TooManyRequests
                    or (HttpStatusCode)425
            || (int)answer.StatusCode >= 500
                ? refused
                : new FutileJobException(refused.Message, refused);
        }
        catch (HttpRequestException failure) when (IsRefused(failure))
        {
            throw new FutileJobException("The webhook's address is on a private network.", failure);
        }
    }

    private static bool IsRefused(Exception? failure) =>
        failure is AddressRefusedException || failure is { InnerException: { } inner } && IsRefused(inner);

    /// <returns>The alert and where to tell of it; null: nowhere.</returns>
    private async Task<(AlertRow Alert, string Address)?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var addresses = await db
            .Database.SqlQuery<string>(
                $"""
                select coalesce(cap.webhook_url, own.webhook_url) as "Value"
                from ai_alerts alert
                left join ai_budgets cap on cap.id = alert.budget_id
                left join lateral (select webhook_url from ai_budgets
                    where user_id = alert.user_id and scope = 'account' and webhook_url is not null
                    order by updated_at desc, id limit 1) own on true
                where alert.id = {id} and coalesce(cap.webhook_url, own.webhook_url) is not null
                """
            )
            .ToListAsync(cancellationToken);
        if (addresses is not [var address])
        {
            return null;
        }
        return (await db.Alerts().SingleAsync(alert => alert.Id == id, cancellationToken), address);
    }
}
