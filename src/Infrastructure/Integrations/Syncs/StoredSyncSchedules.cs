using AiWebBuilder.Application.Integrations.Syncs;
using AiWebBuilder.Infrastructure.Persistence;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Integrations.Syncs;

[WritesPastUnitOfWork("In the work's transaction: what is due of all accounts is one statement.")]
internal sealed class StoredSyncSchedules(AppDbContext db, TimeProvider time) : ISyncSchedules
{
    public async Task<IReadOnlyList<DueSync>> ClaimAsync(int most, CancellationToken cancellationToken) =>
        await db
            .Database.SqlQuery<DueSync>($"select * from claim_due_syncs({time.GetUtcNow()}, {most})")
            .ToListAsync(cancellationToken);
}
