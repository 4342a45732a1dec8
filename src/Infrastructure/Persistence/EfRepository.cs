using AiWebBuilder.Application.Common;
using AiWebBuilder.Domain.Common;
using Ardalis.Specification;
using Microsoft.EntityFrameworkCore;

namespace AiWebBuilder.Infrastructure.Persistence;

internal sealed class EfRepository<T>(AppDbContext db) : IRepository<T>
    where T : AggregateRoot
{
    private static readonly IEvaluator[] Evaluators =
    [
        WhereEvaluator.Instance,
        OrderEvaluator.Instance,
        PaginationEvaluator.Instance,
    ];

    // Not Find: it answers tracked entities without asking the filter.
    public Task<T?> FindAsync(Guid id, CancellationToken cancellationToken) =>
        db.Set<T>().FirstOrDefaultAsync(aggregate => aggregate.Id == id, cancellationToken);

    public Task<T?> FirstOrDefaultAsync(ISpecification<T> specification, CancellationToken cancellationToken) =>
        Apply(specification).FirstOrDefaultAsync(cancellationToken);

    public async Task<IReadOnlyList<T>> ListAsync(
        ISpecification<T> specification,
        CancellationToken cancellationToken
    ) => await Apply(specification).ToListAsync(cancellationToken);

    public Task<bool> AnyAsync(ISpecification<T> specification, CancellationToken cancellationToken) =>
        Apply(specification).AnyAsync(cancellationToken);

    public void Add(T aggregate) => db.Set<T>().Add(aggregate);

    public void Remove(T aggregate) => db.Set<T>().Remove(aggregate);

    // The package's own evaluators know no EF Core; what loads other rows or tracks otherwise would be left aside without a word.
    private IQueryable<T> Apply(ISpecification<T> specification) =>
        specification.IncludeExpressions.Any() || specification.IncludeStrings.Any()
            ? throw new NotSupportedException(
                $"{specification.GetType().Name}: an aggregate is loaded whole, without Include."
            )
            : Evaluators.Aggregate(
                db.Set<T>().AsQueryable(),
                (query, evaluator) => evaluator.GetQuery(query, specification)
            );
}
