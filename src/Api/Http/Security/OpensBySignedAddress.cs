namespace AiWebBuilder.Api.Http.Security;

/// <summary>Metadata: a GET that a browser's own elements ask for, and that a signed address opens as well as a token does.</summary>
/// <param name="Free">Parameters that may be added to the address: they say where to begin, and give nothing away.</param>
internal sealed record OpensBySignedAddress(IReadOnlyList<string> Free);
