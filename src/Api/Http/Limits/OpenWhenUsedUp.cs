namespace AiWebBuilder.Api.Http.Limits;

/// <summary>Metadata: for an account that has used up its calls too. It can still see why, pay and sign in, and the operator can help.</summary>
internal sealed class OpenWhenUsedUp;
