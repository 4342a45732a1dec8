using System.Linq.Expressions;

namespace AiWebBuilder.Domain.Common;

/// <summary>
/// A named question about aggregates, as data: what to keep, in which order, how many. The member names follow
/// Ardalis.Specification, so that the package can take this file's place by a change of <c>using</c>.
/// </summary>
public abstract class Specification<T>
    where T : class
{
    private readonly List<Expression<Func<T, bool>>> where = [];
    private readonly List<(Expression<Func<T, object?>> KeySelector, bool Descending)> order = [];
    private readonly List<Expression<Func<T, object?>>> includes = [];

    /// <summary>Starts the description; the members below only make sense on it.</summary>
    protected Specification() => Query = new SpecificationBuilder<T>(this);

    /// <summary>All must hold.</summary>
    public IReadOnlyList<Expression<Func<T, bool>>> WhereExpressions => where;

    /// <summary>The first orders, each next one breaks ties.</summary>
    public IReadOnlyList<(Expression<Func<T, object?>> KeySelector, bool Descending)> OrderExpressions => order;

    /// <summary>Navigations loaded with the aggregate.</summary>
    public IReadOnlyList<Expression<Func<T, object?>>> IncludeExpressions => includes;

    /// <summary>How many at the most.</summary>
    public int? Take { get; private set; }

    /// <summary>Builds the description in a constructor.</summary>
    protected SpecificationBuilder<T> Query { get; }

    /// <summary>Asks one object in memory, with the same expressions that the database is asked with.</summary>
    public bool IsSatisfiedBy(T entity) => where.TrueForAll(expression => expression.Compile()(entity));

    internal void Add(Expression<Func<T, bool>> expression) => where.Add(expression);

    internal void AddOrder(Expression<Func<T, object?>> key, bool descending) => order.Add((key, descending));

    internal void AddInclude(Expression<Func<T, object?>> navigation) => includes.Add(navigation);

    internal void SetTake(int take) => Take = take;
}

/// <summary>The fluent part of <see cref="Specification{T}"/>.</summary>
public sealed class SpecificationBuilder<T>(Specification<T> specification)
    where T : class
{
    /// <summary>Keeps what fulfils the expression, and all given before.</summary>
    public SpecificationBuilder<T> Where(Expression<Func<T, bool>> expression)
    {
        specification.Add(expression);
        return this;
    }

    /// <summary>Orders ascending; a second call breaks ties.</summary>
    public SpecificationBuilder<T> OrderBy(Expression<Func<T, object?>> key)
    {
        specification.AddOrder(key, descending: false);
        return this;
    }

    /// <summary>Orders descending; a second call breaks ties.</summary>
    public SpecificationBuilder<T> OrderByDescending(Expression<Func<T, object?>> key)
    {
        specification.AddOrder(key, descending: true);
        return this;
    }

    /// <summary>Loads a navigation too.</summary>
    public SpecificationBuilder<T> Include(Expression<Func<T, object?>> navigation)
    {
        specification.AddInclude(navigation);
        return this;
    }

    /// <summary>Stops after so many.</summary>
    public SpecificationBuilder<T> Take(int count)
    {
        specification.SetTake(count);
        return this;
    }
}
