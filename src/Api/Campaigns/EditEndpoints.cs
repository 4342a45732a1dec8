using AiWebBuilder.Api.Http;
using AiWebBuilder.Application.Campaigns.Edits;
using AiWebBuilder.Application.Common;
using Microsoft.AspNetCore.Http.HttpResults;

namespace AiWebBuilder.Api.Campaigns;

internal sealed class EditEndpoints : IEndpoints
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        var edits = routes
            .MapGroup("/v1/campaigns/{campaignId:guid}/edits")
            .WithTags("Campaigns")
            .RequireAuthorization();
        edits.MapPost("", ProposeEdit).WithName("proposeEdit").WithSummary("Ask for a change");
        edits.MapGet("{editId:guid}", GetEdit).WithName("getEdit").WithSummary("Get an edit");
        edits.MapPut("{editId:guid}/approval", ApproveEdit).WithName("approveEdit").WithSummary("Approve an edit");
    }

    private static async Task<Created<EditView>> ProposeEdit(
        Guid campaignId,
        EditFields body,
        ISender sender,
        CancellationToken cancellationToken
    )
    {
        var edit = await sender.Send(new ProposeEdit(campaignId, body), cancellationToken);
        return TypedResults.Created($"/v1/campaigns/{campaignId}/edits/{edit.Id}", edit);
    }

    private static async Task<Ok<EditView>> GetEdit(
        Guid campaignId,
        Guid editId,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new GetEdit(campaignId, editId), cancellationToken));

    private static async Task<Ok<EditView>> ApproveEdit(
        Guid campaignId,
        Guid editId,
        EditApproval body,
        ISender sender,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(await sender.Send(new ApproveEdit(campaignId, editId, body), cancellationToken));
}
