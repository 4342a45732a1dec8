using AiWebBuilder.Application.AiUsage.Contracts;
using AiWebBuilder.Application.AiUsage.Uploads;
using AiWebBuilder.Application.Common;
using AiWebBuilder.Application.Common.Paging;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Domain.AiUsage;
using AiWebBuilder.Domain.AiUsage.Images;
using AiWebBuilder.Domain.Common;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Uploads;

/// <summary>What they take is counted in <c>user_usage</c> by a trigger, in the transaction that adds or removes one.</summary>
[WritesPastUnitOfWork(
    "In the command's transaction: the same content from two tabs is one row, and megabytes are not tracked."
)]
internal sealed class StoredUploads(AppDbContext db, ICurrentUser user, TimeProvider time) : IStoredUploads
{
    public async Task<IReadOnlyList<Upload>> ListAsync(
        UploadKind kind,
        PageRequest page,
        CancellationToken cancellationToken
    )
    {
        var (at, id) = page.Before;
        return await ManyAsync(
            $"""
            select id, content_type, width, height, name, title, bytes, created_at from uploads
            where user_id = {user.RequireAccount()} and (name is null) = {kind
                == UploadKind.Image} and (created_at, id) < ({at}, {id})
            order by created_at desc, id desc limit {page.Limit + 1}
            """,
            cancellationToken
        );
    }

    public async Task<IReadOnlyList<Upload>> LatestAsync(
        UploadKind kind,
        int limit,
        CancellationToken cancellationToken
    ) =>
        await ManyAsync(
            $"""
            select id, content_type, width, height, name, title, bytes, created_at from uploads
            where user_id = {user.RequireAccount()} and (name is null) = {kind == UploadKind.Image}
            order by created_at desc, id desc limit {limit}
            """,
            cancellationToken
        );

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
        var found = await ManyAsync(
            $"""
            select id, content_type, width, height, name, title, bytes, created_at from uploads
            where user_id = {user.RequireAccount()} and id = any ({all})
            """,
            cancellationToken
        );
        return found.ToDictionary(one => one.Id);
    }

    public async Task<IReadOnlyList<Upload>> RequireAsync(
        UploadKind kind,
        IReadOnlyCollection<Guid> ids,
        CancellationToken cancellationToken
    )
    {
        var found = await FindAsync(ids, cancellationToken);
        return
        [
            .. ids.Distinct()
                .Select(id =>
                    found.GetValueOrDefault(id) is { } upload && upload.Kind == kind
                        ? upload
                        : throw new DomainException(OwnUploads.NotFound(kind))
                ),
        ];
    }

    public async Task<Upload?> FindSameAsync(byte[] sha256, CancellationToken cancellationToken) =>
        (
            await ManyAsync(
                $"""
                select id, content_type, width, height, name, title, bytes, created_at from uploads
                where user_id = {user.RequireAccount()} and sha256 = {sha256}
                """,
                cancellationToken
            )
        ).SingleOrDefault();

    public async Task<UploadContent?> ReadAsync(Guid id, CancellationToken cancellationToken) =>
        (
            await db
                .Database.SqlQuery<UploadContent>(
                    $"""
                    select content_type, name, content, sha256 from uploads
                    where user_id = {user.RequireAccount()} and id = {id}
                    """
                )
                .ToListAsync(cancellationToken)
        ).SingleOrDefault();

    public Task HoldAsync(CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"select pg_advisory_xact_lock(hashtextextended({$"uploads:{user.RequireAccount()}"}, 0))",
            cancellationToken
        );

    public async Task<Upload> AddAsync(
        UploadContent content,
        (int Width, int Height)? size,
        string? title,
        CancellationToken cancellationToken
    )
    {
        var (id, now) = (time.NewId(), time.GetUtcNow());
        await db.Database.ExecuteSqlAsync(
            $"""
            insert into uploads (id, user_id, content_type, width, height, name, title, bytes, sha256, content, created_by, created_at)
            values ({id}, {user.RequireAccount()}, {content.ContentType}, {size?.Width}, {size?.Height}, {content.Name}, {title},
                {content.Content.Length}, {content.Sha256}, {content.Content}, {user.ActorId}, {now})
            """,
            cancellationToken
        );
        // As the database has it, so that the same content again is answered with the same.
        return (await FindAsync([id], cancellationToken))[id];
    }

    public async Task<Upload> DescribeAsync(Guid id, string? name, string? title, CancellationToken cancellationToken)
    {
        await db.Database.ExecuteSqlAsync(
            $"update uploads set name = {name}, title = {title} where user_id = {user.RequireAccount()} and id = {id}",
            cancellationToken
        );
        return (await FindAsync([id], cancellationToken))[id];
    }

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

    public async Task<bool> IsShownAsync(Guid id, IReadOnlyCollection<Guid> except, CancellationToken cancellationToken)
    {
        var others = except.ToArray();
        return await AnyAsync(
            $"""
            select 1 as "Value" from component_uploads
            where user_id = {user.RequireAccount()} and upload_id = {id} and component_id <> all ({others}) limit 1
            """,
            cancellationToken
        );
    }

    public Task RemoveAsync(Guid id, CancellationToken cancellationToken) =>
        db.Database.ExecuteSqlAsync(
            $"delete from uploads where user_id = {user.RequireAccount()} and id = {id}",
            cancellationToken
        );

    public async Task RequireImagesAsync(IReadOnlyCollection<Guid> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0)
        {
            return;
        }
        await HoldAsync(cancellationToken);
        var found = await FindAsync(ids, cancellationToken);
        var sizes = ids.Select(id => found.GetValueOrDefault(id))
            .Where(one => one?.Kind == UploadKind.Image)
            .Select(one => one!.Bytes)
            .ToList();
        if (sizes.Count < ids.Count)
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

    private async Task<IReadOnlyList<Upload>> ManyAsync(FormattableString sql, CancellationToken cancellationToken) =>
        await db.Database.SqlQuery<Upload>(sql).ToListAsync(cancellationToken);
}
