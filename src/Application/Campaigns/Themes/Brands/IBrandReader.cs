using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Themes.Brands;

/// <summary>Sees what a brand looks like. What is read is data: colours, names of fonts and a picture are taken from it, and no words.</summary>
public interface IBrandReader
{
    /// <summary>Of a page with its style sheets and its logo, or of a picture that stands at the address.</summary>
    /// <exception cref="DomainException">Validation: nothing there can be read, or it shows no colour.</exception>
    Task<FoundBrand> ReadAsync(Uri address, CancellationToken cancellationToken);

    /// <summary>Of a picture.</summary>
    /// <exception cref="DomainException">Validation: it cannot be read, or it shows no colour.</exception>
    Task<FoundBrand> ReadAsync(byte[] picture, CancellationToken cancellationToken);
}
