using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Infrastructure.Integrations;

/// <summary>What adapters have in common: whatever a platform does while it is asked becomes a finding with advice.</summary>
internal abstract class PlatformAdapter(string platform) : IPlatformAdapter
{
    private readonly PlatformTexts texts = PlatformTexts.Of(platform);

    public string Platform => platform;

    public string Title => texts.Title;

    public abstract IReadOnlyList<CredentialKind> Credentials { get; }

    public virtual IReadOnlyList<string> Choices => [];

    public async Task<ConnectionCheck> VerifyAsync(PlatformConnection connection, CancellationToken cancellationToken)
    {
        try
        {
            return await ProveAsync(connection, cancellationToken);
        }
        catch (PlatformException failure)
        {
            return new ConnectionCheck(
                ConnectionStatus.Error,
                failure.Problem,
                texts.Advice(failure.Problem, failure.Detail),
                Metadata: null
            );
        }
    }

    /// <exception cref="PlatformException">What is wrong.</exception>
    protected abstract Task<ConnectionCheck> ProveAsync(
        PlatformConnection connection,
        CancellationToken cancellationToken
    );

    protected string Advice(string problem, string detail) => texts.Advice(problem, detail);
}
