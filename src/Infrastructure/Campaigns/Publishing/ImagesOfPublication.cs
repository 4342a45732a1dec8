using AiWebBuilder.Application.Campaigns.Publishing;
using AiWebBuilder.Application.Campaigns.Publishing.Sites;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

[WritesPastUnitOfWork(
    "In the command's transaction: megabytes are copied inside the database or drawn, and are not tracked."
)]
internal sealed class ImagesOfPublication(AppDbContext db) : IPublishedImages
{
    public async Task ReplaceAsync(
        Guid campaignId,
        IReadOnlyCollection<Guid> images,
        IReadOnlyCollection<DrawnPicture> drawn,
        CancellationToken cancellationToken
    )
    {
        var uploaded = images.ToArray();
        Guid[] all = [.. uploaded, .. drawn.Select(picture => picture.Id)];
        await db.Database.ExecuteSqlAsync(
            $"delete from published_images where campaign_id = {campaignId} and image_id <> all ({all})",
            cancellationToken
        );
        foreach (var picture in drawn)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into published_images (campaign_id, image_id, user_id, content_type, content)
                select {campaignId}, {picture.Id}, user_id, {picture.ContentType}, {picture.Content}
                from campaigns where id = {campaignId}
                on conflict do nothing
                """,
                cancellationToken
            );
        }
        if (uploaded.Length > 0)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into published_images (campaign_id, image_id, user_id, content_type, content)
                select {campaignId}, id, user_id, content_type, content from uploads where id = any ({uploaded})
                on conflict do nothing
                """,
                cancellationToken
            );
        }
    }
}
