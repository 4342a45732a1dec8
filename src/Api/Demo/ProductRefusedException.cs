namespace AiWebBuilder.Api.Demo;

/// <summary>The API refused a request; the message holds its answer.</summary>
internal sealed class ProductRefusedException(string message) : Exception(message);
