using System.Text.Json.Nodes;
using AiWebBuilder.Domain.Integrations;

namespace AiWebBuilder.Application.Integrations;

/// <summary>Keeps credentials so that a copy of the database opens none.</summary>
public interface ICredentialVault
{
    /// <summary>Good for the integration of this account and id only.</summary>
    string Seal(Guid account, Guid integrationId, JsonObject credentials);

    /// <returns>Null: there are none, or they were sealed by another installation or for another row.</returns>
    JsonObject? Open(PlatformIntegration integration);

    /// <param name="box">Of the integration's row, where nobody is acted for yet who could load it.</param>
    JsonObject? Open(Guid account, Guid integrationId, string box);
}
