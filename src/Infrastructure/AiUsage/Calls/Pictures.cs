using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.AiUsage.Writing;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;
using Microsoft.Extensions.AI;

namespace AiWebBuilder.Infrastructure.AiUsage.Calls;

/// <summary>
/// A request's reference images as models get them: addresses for the provider to fetch, and the bytes of uploads, which no provider
/// can. A model that does not see gets none.
/// </summary>
internal sealed class Pictures(IStoredUploads uploads, IUnitOfWork unitOfWork)
{
    /// <exception cref="DomainException">NotFound: an upload has been deleted.</exception>
    public async Task<IReadOnlyList<AIContent>> OfAsync(
        AiRequest request,
        ModelChoice model,
        CancellationToken cancellationToken
    ) =>
        request.Images.Count == 0 || !model.Abilities.Images
            ? []
            : await unitOfWork.ReadAsync<IReadOnlyList<AIContent>>(
                async () =>
                {
                    List<AIContent> contents = [];
                    foreach (var address in request.Images)
                    {
                        AIContent content = ReferenceImages.UploadIn(address) is { } id
                            ? await UploadAsync(id, cancellationToken)
                            : new UriContent(address, "image/*");
                        // In full detail some of OpenAI's models count ten times of what is held for an image; style and colours
                        // are seen at this size too. Other vendors have no such choice.
                        content.AdditionalProperties = new() { ["detail"] = "low" };
                        contents.Add(content);
                    }
                    return contents;
                },
                cancellationToken
            );

    private async Task<DataContent> UploadAsync(Guid id, CancellationToken cancellationToken) =>
        await uploads.ReadAsync(id, cancellationToken) is { } image
            ? new DataContent(image.Content, image.ContentType)
            : throw new DomainException(ImageErrors.NotFound);
}
