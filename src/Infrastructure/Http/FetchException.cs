namespace AiWebBuilder.Infrastructure.Http;

/// <param name="message">Continues a sentence about the address: "… cannot be read: it redirects more than 5 times."</param>
internal sealed class FetchException(FetchFailure failure, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public FetchFailure Failure => failure;
}
