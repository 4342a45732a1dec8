using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

[WritesPastUnitOfWork("In the command's transaction: megabytes are copied inside the database, and are not tracked.")]
internal sealed class ImagesOfPublication(AppDbContext db) : IPublishedImages
{
    public async Task ReplaceAsync(
        Guid campaignId,
        IReadOnlyCollection<Guid> images,
        CancellationToken cancellationToken
    )
    {
        var all = images.ToArray();
        await db.Database.ExecuteSqlAsync(
            $"delete from published_images where campaign_id = {campaignId} and image_id <> all ({all})",
            cancellationToken
        );
        if (all.Length > 0)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into published_images (campaign_id, image_id, user_id, content_type, content)
                select {campaignId}, id, user_id, content_type, content from uploads where id = any ({all})
                on conflict do nothing
                """,
                cancellationToken
            );
        }
    }
}
