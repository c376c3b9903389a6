import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createFeedClient } from '@ai-feed/core'
import { FeedPage } from './feed-page.jsx'
import './page.css'

const client = createFeedClient({ server: document.body.dataset.server })

createRoot(document.querySelector('#root')).render(
  <StrictMode>
    <FeedPage client={client} />
  </StrictMode>,
)
