using System.Net;
using System.Text.Json;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Identity.Contracts;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Operations.Contracts;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Domain.Integrations.Authorizations;

namespace AiWebBuilder.Application.Integrations.Authorizations;

/// <summary>One job for each grant that ends: it is said once.</summary>
internal sealed class TellOfEndedGrant(IJobQueue jobs) : DomainEventHandler<GrantEnded>
{
    protected override Task Handle(GrantEnded domainEvent, CancellationToken cancellationToken) =>
        jobs.EnqueueAsync(
            new JobRequest(
                ReauthMailJob.Type,
                domainEvent.AccountId,
                new ReauthMailJob.Payload(domainEvent.IntegrationId)
            ),
            cancellationToken
        );
}

/// <summary>Mails the account's owner that access has to be granted anew, unless it has been meanwhile.</summary>
internal sealed class ReauthMailJob(
    IRepository<PlatformIntegration> integrations,
    IEnumerable<IPlatformAdapter> platforms,
    IAccountPeople people,
    IUnitOfWork unitOfWork,
    IMailer mailer
) : IJobHandler
{
    public const string Type = "integrations.mail_reauth";

    internal sealed record Payload(Guid IntegrationId);

    public string JobType => Type;

    public async Task ExecuteAsync(JobContext job, CancellationToken cancellationToken)
    {
        if (await LookAsync(job, cancellationToken) is var (to, language, platform))
        {
            var title = platforms.Single(one => one.Platform == platform).Title;
            await mailer.SendAsync(
                ReauthWords.Of(language).Write(to, title, mailer.AddressOf("integrations")),
                cancellationToken
            );
        }
    }

    /// <summary>It stands in the integration as well.</summary>
    public Task GiveUpAsync(JobContext job, string error, CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task<bool> HasWorkAsync(JobContext job, CancellationToken cancellationToken) =>
        await LookAsync(job, cancellationToken) is not null;

    private Task<(string To, string? Language, string Platform)?> LookAsync(
        JobContext job,
        CancellationToken cancellationToken
    ) =>
        unitOfWork.ReadAsync<(string To, string? Language, string Platform)?>(
            async () =>
                await integrations.FindAsync(
                    job.Payload.Deserialize<Payload>(JsonSerializerOptions.Web)!.IntegrationId,
                    cancellationToken
                )
                    is { ConnectionProblem: ConnectionProblems.NeedsReauth } integration
                && await people.OwnerEmailAsync(cancellationToken) is { } to
                    ? (to, await people.OwnerLanguageAsync(cancellationToken), integration.PlatformType)
                    : null,
            cancellationToken
        );
}

/// <summary>The words of the mail: <c>reauth-mail.json</c>.</summary>
internal sealed record ReauthWords(string Language, string Subject, string Body, string Button, string Rest)
{
    private static readonly ReauthWords[] All = Read();

    /// <summary>Of the language that the settings say, or else the first.</summary>
    public static ReauthWords Of(string? language) =>
        Array.Find(All, words => language?.StartsWith(words.Language, StringComparison.OrdinalIgnoreCase) is true)
        ?? All[0];

    public Mail Write(string to, string platform, string link)
    {
        var (subject, body) = (Subject.Replace("{platform}", platform), Body.Replace("{platform}", platform));
        return new Mail(
            to,
            subject,
            $"{body}\n\n{link}\n\n{Rest}\n",
            $"""
            <!doctype html>
            <html lang="{Language}">
            <body style="font-family: sans-serif; line-height: 1.5; max-width: 34em; margin: 2em auto">
            <h1 style="font-size: 1.3em">{WebUtility.HtmlEncode(subject)}</h1>
            <p>{WebUtility.HtmlEncode(body)}</p>
            <p><a href="{WebUtility.HtmlEncode(link)}">{WebUtility.HtmlEncode(Button)}</a></p>
            <p>{WebUtility.HtmlEncode(Rest)}</p>
            </body>
            </html>

            """
        );
    }

    private static ReauthWords[] Read()
    {
        using var stream = typeof(ReauthWords).Assembly.GetManifestResourceStream("reauth-mail.json")!;
        return JsonSerializer.Deserialize<ReauthWords[]>(stream, JsonSerializerOptions.Web)!;
    }
}
