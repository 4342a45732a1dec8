using System.Net;
using System.Text.Json.Nodes;
using AiWebBuilder.Infrastructure.Http;

namespace AiWebBuilder.Infrastructure.Integrations.Calls;

/// <summary>A status of the API's own, with what it says: the adapter knows what it means.</summary>
internal sealed record PlatformAnswer(HttpStatusCode Status, JsonNode? Body, Fetched Fetched)
{
    public bool IsSuccess => Fetched.IsSuccess;
}
