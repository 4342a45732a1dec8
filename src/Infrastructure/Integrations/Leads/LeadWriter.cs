using System.Text.Json.Nodes;
using AiWebBuilder.Application.Integrations.Platforms;
using AiWebBuilder.Application.Integrations.Platforms.Writing;
using AiWebBuilder.Domain.Integrations;
using AiWebBuilder.Infrastructure.Integrations.Calls;

namespace AiWebBuilder.Infrastructure.Integrations.Leads;

/// <summary>What writers of leads have in common: whatever a platform does becomes a reason that the owner reads.</summary>
internal abstract class LeadWriter(string platform) : ILeadWriter
{
    private readonly PlatformTexts texts = PlatformTexts.Of(platform);

    public abstract IReadOnlyList<string> Credentials { get; }

    public abstract bool Allows(JsonObject credentials);

    public async Task<string?> SendAsync(PlatformConnection connection, Lead lead, CancellationToken cancellationToken)
    {
        if (!Allows(connection.Credentials))
        {
            throw new LeadRefusedException(IntegrationErrors.NoLeads(texts.Title).Message);
        }
        try
        {
            return await MakeAsync(connection, lead, cancellationToken);
        }
        catch (PlatformException failure)
        {
            throw texts.UnavailableOf(failure);
        }
    }

    /// <exception cref="PlatformException">It was not taken.</exception>
    protected abstract Task<string?> MakeAsync(
        PlatformConnection connection,
        Lead lead,
        CancellationToken cancellationToken
    );
}
