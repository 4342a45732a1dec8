using AiWebBuilder.Application.Integrations.Imports.Sources;

namespace AiWebBuilder.Application.Integrations.Imports.Mapping;

/// <summary>Finds amounts of money in texts.</summary>
public interface IPriceReader
{
    /// <param name="page">Says what a bare dollar is, and whose kroner they are.</param>
    IEnumerable<ReadPrice> In(string text, SourceHead page);
}

/// <param name="Start">In the text, in UTF-16 code units, of number and sign together.</param>
/// <param name="Currency">ISO 4217.</param>
public sealed record ReadPrice(int Start, int Length, decimal Amount, string Currency);
