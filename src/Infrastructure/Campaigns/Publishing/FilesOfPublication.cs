using AiWebBuilder.Application.Campaigns.Publishing.Sites;
using AiWebBuilder.Infrastructure.Campaigns.Publishing.Pictures;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

[WritesPastUnitOfWork(
    "In the command's transaction: megabytes are copied inside the database or drawn, and are not tracked."
)]
internal sealed class FilesOfPublication(AppDbContext db) : IPublishedFiles
{
    public async Task ReplaceAsync(
        Guid campaignId,
        IReadOnlyCollection<Guid> uploads,
        IReadOnlyCollection<SizedPicture> sizes,
        IReadOnlyCollection<DrawnPicture> drawn,
        CancellationToken cancellationToken
    )
    {
        var uploaded = uploads.ToArray();
        Guid[] all = [.. uploaded, .. sizes.Select(size => size.Id), .. drawn.Select(picture => picture.Id)];
        await db.Database.ExecuteSqlAsync(
            $"delete from published_files where campaign_id = {campaignId} and file_id <> all ({all})",
            cancellationToken
        );
        foreach (var picture in drawn)
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                insert into published_files (campaign_id, file_id, user_id, content_type, content)
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
                insert into published_files (campaign_id, file_id, user_id, content_type, name, content)
                select {campaignId}, id, user_id, content_type, name, content from upload_contents where id = any ({uploaded})
                on conflict (campaign_id, file_id) do update set name = excluded.name
                """,
                cancellationToken
            );
        }
        await AddSizesAsync(campaignId, sizes, cancellationToken);
    }

    private async Task AddSizesAsync(
        Guid campaignId,
        IReadOnlyCollection<SizedPicture> sizes,
        CancellationToken cancellationToken
    )
    {
        var present =
            sizes.Count == 0
                ? []
                : await db
                    .Database.SqlQuery<Guid>(
                        $"""select file_id as "Value" from published_files where campaign_id = {campaignId}"""
                    )
                    .ToListAsync(cancellationToken);
        foreach (var upload in sizes.Where(size => !present.Contains(size.Id)).GroupBy(size => size.Upload))
        {
            // One at a time: a campaign may show more than fits into memory.
            var original = (
                await db
                    .Database.SqlQuery<Original>(
                        $"select content_type, content from upload_contents where id = {upload.Key}"
                    )
                    .ToListAsync(cancellationToken)
            ).SingleOrDefault();
            foreach (var size in original is null ? [] : upload.AsEnumerable())
            {
                var content =
                    SmallerPicture.Of(original!.Content, original.ContentType, size.Width) ?? original.Content;
                await db.Database.ExecuteSqlAsync(
                    $"""
                    insert into published_files (campaign_id, file_id, user_id, content_type, content)
                    select {campaignId}, {size.Id}, user_id, {original.ContentType}, {content}
                    from campaigns where id = {campaignId}
                    on conflict do nothing
                    """,
                    cancellationToken
                );
            }
        }
    }

    private sealed record Original(string ContentType, byte[] Content);
}
