using AiWebBuilder.Application.Common.Paging;

namespace AiWebBuilder.Application.AiUsage.Admin;

/// <summary>The platform's price book and what its models can do.</summary>
public interface IAiCatalogue
{
    /// <summary>Every price that there is or was, the last added first.</summary>
    Task<IReadOnlyList<PriceRowView>> PricesAsync(PageRequest page, CancellationToken cancellationToken);

    /// <summary>It holds from its day on in place of those that the model has from that day already.</summary>
    Task<IReadOnlyList<PriceRowView>> AddPriceAsync(AddPrice price, CancellationToken cancellationToken);

    Task<CatalogueModelView?> ModelAsync(string provider, string model, CancellationToken cancellationToken);

    Task SetModelAsync(SetPlatformModel model, CancellationToken cancellationToken);
}
