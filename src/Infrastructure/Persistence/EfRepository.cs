using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Persistence;

internal sealed class EfRepository<T>(AppDbContext db) : IRepository<T>
    where T : AggregateRoot
{
    // Not Find: it answers tracked entities without asking the filter.
    public Task<T?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<T>().FirstOrDefaultAsync(aggregate => aggregate.Id == id, cancellationToken);

    public Task<T?> FirstOrDefaultAsync(Specification<T> specification, CancellationToken cancellationToken) =>
        Apply(specification).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<T>> ListAsync(
        Specification<T> specification,
        CancellationToken cancellationToken
    ) => await Apply(specification).ToListAsync(cancellationToken);

    public Task<bool> AnyAsync(Specification<T> specification, CancellationToken cancellationToken) =>
        Apply(specification).AnyAsync(cancellationToken);

    public void Add(T aggregate) => db.Set<T>().Add(aggregate);

    public void Remove(T aggregate) => db.Set<T>().Remove(aggregate);

    private IQueryable<T> Apply(Specification<T> specification)
    {
        IQueryable<T> query = db.Set<T>();
        foreach (var include in specification.IncludeExpressions)
        {
            query = query.Include(include);
        }
        foreach (var where in specification.WhereExpressions)
        {
            query = query.Where(where);
        }
        IOrderedQueryable<T>? ordered = null;
        foreach (var (key, descending) in specification.OrderExpressions)
        {
            ordered = (ordered, descending) switch
            {
                (null, false) => query.OrderBy(key),
                (null, true) => query.OrderByDescending(key),
                (_, false) => ordered.ThenBy(key),
                (_, true) => ordered.ThenByDescending(key),
            };
        }
        query = ordered ?? query;
        return specification.Take is { } take ? query.Take(take) : query;
    }
}
