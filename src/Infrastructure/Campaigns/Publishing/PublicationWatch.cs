using AiWebBuilder.Domain.Campaigns;
using AiWebBuilder.Domain.Campaigns.Publishing;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AiWebBuilder.Infrastructure.Campaigns.Publishing;

/// <summary>Tells the pages in memory when a unit of work has changed what is published; belongs to one unit of work.</summary>
internal sealed class PublicationWatch(PublishedPages pages) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    private bool changed;

    public ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        changed |= eventData
            .Context!.ChangeTracker.Entries()
            .Any(entry =>
                entry.State != Microsoft.EntityFrameworkCore.EntityState.Unchanged
                && entry.Entity is Publication or PublishedPage or Campaign
            );
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(
        System.Data.Common.DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        if (changed)
        {
            changed = false;
            pages.Invalidate();
        }
        return Task.CompletedTask;
    }
}
