namespace AiWebBuilder.Api.Http.Security;

/// <summary>Metadata: a token that the caller sends along says nothing here; what is in the body proves who they are.</summary>
internal sealed class ActsForNobody;
