using System.Globalization;
using System.Net;
using System.Text.Json;
using AiWebBuilder.Application.AiUsage.Alerts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace AiWebBuilder.Infrastructure.AiUsage.Alerts;

/// <summary>Mails an alert to the account's owner, or to the operator what is the operator's.</summary>
internal sealed class AlertMailJob(
    AppDbContext db,
    IUnitOfWork unitOfWork,
    IAccountPeople people,
    IMailer mailer,
    IOptions<AiOptions> options,
    ILogger<AlertMailJob> logger
) : IJobHandler
{
    public string JobType => AlertJobs.Mail;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        var (alert, to) = await LookAsync(job, cancellationToken);
        if (alert is not null && job.AccountId is null)
        {
            logger.LogWarning("AI alert of the platform: {Kind}: {Message}", alert.Kind, alert.Message);
        }
        if (alert is not null && to is { Length: > 0 })
        {
            await mailer.SendAsync(Write(to, alert, mailer.AddressOf("ai/budget")), cancellationToken);
        }
    }

    /// <summary>The alert stays in the list.</summary>
    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        await LookAsync(job, cancellationToken) is ({ }, { Length: > 0 });

    private Task<(AlertRow? Alert, string? To)> LookAsync(JobContext job, CancellationToken cancellationToken) =>
        unitOfWork.ReadAsync(
            async () =>
            {
                var id = job.Payload.Deserialize<AlertJobs.Payload>(JsonSerializerOptions.Web)!.AlertId;
                return (
                    await db.Alerts().SingleOrDefaultAsync(alert => alert.Id == id, cancellationToken),
                    job.AccountId is null ? options.Value.AlertMail : await people.OwnerEmailAsync(cancellationToken)
                );
            },
            cancellationToken
        );

    private static Mail Write(string to, AlertRow alert, string link)
    {
        var figures = alert.Budget is { } budget
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{budget.Spent:0.00##} of {budget.Limit:0.00##} USD are spent{(budget.PeriodStart is { } start
                    ? $" since {start:yyyy-MM-dd}"
                    : "")}."
            )
            : "";
        var text = $"{alert.Message} {figures}".TrimEnd();
        return new Mail(
            to,
            $"AI: {alert.Message}",
            $"{text}\n\n{link}\n",
            $"""
            <!doctype html>
            <html lang="en">
            <body style="font-family: sans-serif; line-height: 1.5; max-width: 34em; margin: 2em auto">
            <p>{WebUtility.HtmlEncode(text)}</p>
            <p><a href="{WebUtility.HtmlEncode(link)}">Budgets and stops</a></p>
            </body>
            </html>

            """
        );
    }
}
