using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Common;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>One block of the catalogue.</summary>
/// <exception cref="DomainException">NotFound: there is no block of this kind.</exception>
[Requires(CampaignsPermissions.Read)]
public sealed record GetBlock(string Kind) : IQuery<BlockView>;

internal sealed class GetBlockHandler(IBlocks blocks) : IQueryHandler<GetBlock, BlockView>
{
    public Task<BlockView> Handle(GetBlock request, CancellationToken cancellationToken) =>
        blocks.Find(request.Kind) is { } block
            ? Task.FromResult(BlockView.Of(block))
            : throw new DomainException(CampaignErrors.BlockNotFound);
}
