using AiWebBuilder.Application.Campaigns.Contracts;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;

namespace AiWebBuilder.Application.Campaigns.Blocks;

/// <summary>Every block of the catalogue, by kind.</summary>
[Requires(CampaignsPermissions.Read)]
public sealed record ListBlocks : IQuery<Page<BlockView>>;

internal sealed class ListBlocksHandler(IBlocks blocks) : IQueryHandler<ListBlocks, Page<BlockView>>
{
    public Task<Page<BlockView>> Handle(ListBlocks request, CancellationToken cancellationToken) =>
        Task.FromResult(new Page<BlockView>([.. blocks.All.Select(BlockView.Of)], HasMore: false, Next: null));
}
