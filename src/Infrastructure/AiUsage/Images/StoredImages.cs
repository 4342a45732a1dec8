using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Images;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Images;

/// <summary>What they take is counted in <c>user_usage</c> by a trigger, in the transaction that adds or removes one.</summary>
[WritesPastUnitOfWork(
    "In the command's transaction: the same image from two tabs is one row, and megabytes are not tracked."
)]
internal sealed class StoredImages(AppDbContext db, ICurrentUser user, TimeProvider time) : IImages, IUploads
{
    public async Task<IReadOnlyList<ImageView>> ListAsync(PageRequest page, CancellationToken cancellationToken)
    {
        var (at, id) = page.Before;
        return await ViewsAsync(
            $"""
            select id, content_type, width, height, bytes, alt, created_at from reference_images
            where user_id = {user.RequireAccount()} and (created_at, id) < ({at}, {id})
            order by created_at desc, id desc limit {page.Limit + 1}
            """,
            cancellationToken
        );
    }

    public async Task<ImageView?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        (
            await ViewsAsync(
                $"""
                select id, content_type, width, height, bytes, alt, created_at from reference_images
                where user_id = {user.RequireAccount()} and id = {id}
                """,
                cancellationToken
            )
        ).SingleOrDefault();

    public async Task<ImageView?> FindSameAsync(byte[] sha256, CancellationToken cancellationToken) =>
        (
            await ViewsAsync(
                $"""
                select id, content_type, width, height, bytes, alt, created_at from reference_images
                where user_id = {user.RequireAccount()} and sha256 = {sha256}
                """,
                cancellationToken
            )
        ).SingleOrDefault();

    public async Task<ImageContent?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        (
            await db
                .Database.SqlQuery<ImageContent>(
                    $"""
                    select id, content_type, content, sha256 from reference_images
                    where user_id = {user.RequireAccount()} and id = {id}
                    """
                )
                .ToListAsync(cancellationToken)
        ).SingleOrDefault();

    public Task LockAsync(CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"images:{user.RequireAccount()}"}, 0))",
            cancellationToken
        );

    public async Task<ImageView> AddAsync(
        ImageFile image,
        byte[] sha256,
        string? alt,
        CancellationToken cancellationToken
    )
    {
        var (id, now) = (time.NewId(), time.GetUtcNow());
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into reference_images (id, user_id, content_type, width, height, alt, bytes, sha256, content, created_by, created_at)
            values ({id}, {user.RequireAccount()}, {image.ContentType}, {image.Width}, {image.Height}, {alt}, {image.Content.Length}, {sha256},
                {image.Content}, {user.ActorId}, {now})
            """,
            cancellationToken
        );
        // As the database has it, so that the same image again is answered with the same.
        return (await FindAsync(id, cancellationToken))!;
    }

    public async Task<ImageView> DescribeAsync(Guid id, string alt, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"update reference_images set alt = {alt} where user_id = {user.RequireAccount()} and id = {id}",
            cancellationToken
        );
        return (await FindAsync(id, cancellationToken))!;
    }

    public async Task<IReadOnlyList<Upload>> LatestAsync(int limit, CancellationToken cancellationToken) =>
        await db
            .Database.SqlQuery<Upload>(
                $"""
                select id, content_type, width, height, alt from reference_images
                where user_id = {user.RequireAccount()} order by created_at desc, id desc limit {limit}
                """
            )
            .ToListAsync(cancellationToken);

    public Task HoldAsync(CancellationToken cancellationToken) => LockAsync(cancellationToken);

    public async Task<IReadOnlyDictionary<Guid, Upload>> FindAsync(
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        if (ids.Count == 0)
        {
            return new Dictionary<Guid, Upload>();
        }
        var all = ids.ToArray();
        var found = await db
            .Database.SqlQuery<Upload>(
                $"""
                select id, content_type, width, height, alt from reference_images
                where user_id = {user.RequireAccount()} and id = any ({all})
                """
            )
            .ToListAsync(cancellationToken);
        return found.ToDictionary(one => one.Id);
    }

    async Task<UploadContent?> IUploads.ReadAsync(Guid id, CancellationToken cancellationToken) =>
        await ReadAsync(id, cancellationToken) is { } image
            ? new UploadContent(image.ContentType, image.Content)
            : null;

    public async Task<bool> IsGivenToModelAsync(Guid id, CancellationToken cancellationToken) =>
        await AnyAsync(
            $"""
            select 1 as "Value" from ai_generations
            where user_id = {user.RequireAccount()} and status = {GenerationStatus.Processing}
              and reference_images @> array[{ReferenceImages.AddressOf(id)}]::text[]
            limit 1
            """,
            cancellationToken
        );

    public async Task<bool> IsShownAsync(Guid id, CancellationToken cancellationToken) =>
        await AnyAsync(
            $"""
            select 1 as "Value" from component_images
            where user_id = {user.RequireAccount()} and image_id = {id} limit 1
            """,
            cancellationToken
        );

    public async Task<bool> RemoveAsync(Guid id, CancellationToken cancellationToken) =>
        await db.Database.ExecuteSqlAsync(
            $"delete from reference_images where user_id = {user.RequireAccount()} and id = {id}",
            cancellationToken
        ) == 1;

    public async Task RequireAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }
        await LockAsync(cancellationToken);
        var all = ids.ToArray();
        var sizes = await db
            .Database.SqlQuery<int>(
                $"""
                select image.bytes as "Value" from unnest({all}) as wanted (id)
                join reference_images image on image.id = wanted.id and image.user_id = {user.RequireAccount()}
                """
            )
            .ToListAsync(cancellationToken);
        if (sizes.Count < all.Length)
        {
            throw new DomainException(ImageErrors.NotFound);
        }
        if (sizes.Sum() > ImageFile.MaxBytesOfCall)
        {
            throw new DomainException(ImageErrors.TooMuchForOneCall(ImageFile.MaxBytesOfCall));
        }
    }

    private async Task<bool> AnyAsync(FormattableString sql, CancellationToken cancellationToken) =>
        (await db.Database.SqlQuery<int>(sql).ToListAsync(cancellationToken)).Count > 0;

    private async Task<IReadOnlyList<ImageView>> ViewsAsync(
        FormattableString sql,
        CancellationToken cancellationToken
    ) =>
        [
            .. (await db.Database.SqlQuery<Row>(sql).ToListAsync(cancellationToken)).Select(row => new ImageView(
                row.Id,
                ReferenceImages.AddressOf(row.Id),
                row.ContentType,
                row.Width,
                row.Height,
                row.Bytes,
                row.Alt,
                row.CreatedAt
            )),
        ];

    private sealed record Row(
        Guid Id,
        string ContentType,
        int Width,
        int Height,
        int Bytes,
        string? Alt,
        DateTimeOffset CreatedAt
    );
}
