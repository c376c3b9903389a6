import { QueryClient, QueryClientProvider, useInfiniteQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { createRoot } from 'react-dom/client'
import { Virtuoso } from 'react-virtuoso'
import { PostRow } from './react-post.jsx'
import { pathOf } from './wording.js'

/** Rows are memoised, keyed and drawn as far around the viewport as `<ai-feed>` draws them. */
function Feed() {
  const { data, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    queryKey: ['feed', 'explore'],
    queryFn: async ({ pageParam, signal }) => (await fetch(pathOf(pageParam), { signal })).json(),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
  const items = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data])
  const loadMore = useCallback(() => {
    if (!isFetchingNextPage) fetchNextPage()
  }, [isFetchingNextPage, fetchNextPage])
  if (items.length === 0) return null
  return (
    <Virtuoso
      useWindowScroll
      data={items}
      defaultItemHeight={760}
      increaseViewportBy={700}
      computeItemKey={keyOf}
      itemContent={drawItem}
      endReached={loadMore}
      components={components}
    />
  )
}

const keyOf = (_index, { key }) => key
const drawItem = (index, { post }) => <PostRow post={post} index={index} />
const components = {
  List: ({ ref, ...rest }) => <div ref={ref} role="feed" aria-label="Posts" {...rest} />,
}

const client = new QueryClient({
  defaultOptions: { queries: { staleTime: Infinity, refetchOnWindowFocus: false, retry: false } },
})
createRoot(document.querySelector('#root')).render(
  <QueryClientProvider client={client}>
    <div className="feed">
      <div className="shell card">
        <Feed />
      </div>
    </div>
  </QueryClientProvider>,
)
