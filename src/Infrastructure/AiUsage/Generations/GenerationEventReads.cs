using AiWebBuilder.Application.AiUsage.Generations;
using AiWebBuilder.Application.Common.Security;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.AiUsage.Generations;

internal sealed class GenerationEventReads(AppDbContext db, ICurrentUser user) : IGenerationEventReads
{
    public async Task<(string Status, long Newest)?> FindAsync(Guid generationId, CancellationToken cancellationToken)
    {
        var found = await db
            .Database.SqlQuery<Head>(
                $"""
                select status,
                    (select coalesce(max(seq), 0) from generation_events where generation_id = {generationId}) as newest
                from ai_generations where id = {generationId} and user_id = {user.RequireAccount()}
                """
            )
            .ToListAsync(cancellationToken);
        return found is [var head] ? (head.Status, head.Newest) : null;
    }

    public async Task<IReadOnlyList<GenerationEvent>> ListAsync(
        Guid generationId,
        long after,
        int limit,
        CancellationToken cancellationToken
    ) =>
        await db
            .Database.SqlQuery<GenerationEvent>(
                $"""
                select seq, type, data::text as data from generation_events
                where generation_id = {generationId} and user_id = {user.RequireAccount()} and seq > {after}
                order by seq limit {limit}
                """
            )
            .ToListAsync(cancellationToken);

    private sealed record Head(string Status, long Newest);
}
