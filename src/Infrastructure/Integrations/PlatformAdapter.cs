using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Reading;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>What adapters have in common: whatever a platform does while it is asked becomes a finding with advice.</summary>
internal abstract class PlatformAdapter(string platform) : IPlatformAdapter
{
    private readonly PlatformTexts texts = PlatformTexts.Of(platform);

    public string Platform => platform;

    public string Title => texts.Title;

    public abstract IReadOnlyList<CredentialKind> Credentials { get; }

    public virtual IReadOnlyList<string> Choices => [];

    public virtual IReadOnlyDictionary<string, ContentReader> Readers { get; } =
        new Dictionary<string, ContentReader>();

    public virtual IPageSource? Pages => null;

    public virtual IPageWriter? Writer => null;

    public virtual ILeadWriter? Leads => null;

    public IReadOnlyDictionary<string, string> Reasons => texts.Reasons;

    public WebhookAction WebhookActionOf(string kind) => texts.WebhookActionOf(kind);

    public async Task<ConnectionCheck> VerifyAsync(PlatformConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await ProveAsync(connection, cancellationToken);
        }
        catch (PlatformException failure)
        {
            return texts.CheckOf(failure);
        }
    }

    /// <exception cref="PlatformException">What is wrong.</exception>
    protected abstract Task<ConnectionCheck> ProveAsync(
        PlatformConnection connection,
        CancellationToken cancellationToken
    );

    protected string Advice(string problem, string detail) => texts.Advice(problem, detail);

    /// <summary>A reader whose failures are those that a sync knows.</summary>
    protected ContentReader Reader(
        IReadOnlyList<string> kinds,
        Func<PlatformConnection, string?, CancellationToken, Task<ContentBatch>> readAsync
    ) =>
        new(
            kinds,
            async (connection, cursor, cancellationToken) =>
            {
                try
                {
                    return await readAsync(connection, cursor, cancellationToken);
                }
                catch (PlatformException failure)
                {
                    throw texts.UnavailableOf(failure);
                }
            }
        );
}
